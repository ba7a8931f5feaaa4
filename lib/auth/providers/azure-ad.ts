import type { OidcProvider } from "./types"

/** The former id of microsoft-entra-id, which older databases contain. */
export const azureAd: OidcProvider = {
  id: "azure-ad",
  name: "Azure Active Directory",
  protocol: "oidc",
  reauthentication: "prompt",
  settings: { issuer: "https://login.microsoftonline.com/common/v2.0" },
  tenantClaim: "tid",
  scope: "openid profile email",
  // A refresh token needs no new consent.
  offline: { scope: "offline_access" },
  selectAccount: { prompt: "select_account" },
  tokenAuth: "client_secret_post",
  // Userinfo repeats the ID token, without a claim that the email address is verified.
  userinfo: false,
  profile: {
    id: "sub",
    name: "name|preferred_username",
    email: "email",
    // An optional claim of the app registration. Without it, a tenant's administrator may have entered any address.
    // Documented as a boolean (learn.microsoft.com/entra/identity-platform/optional-claims-reference), and also sent as a number or a text.
    emailVerified: "xms_edov",
    verifiedValues: ["1", 1],
  },
  ids: "app",
  console: "https://entra.microsoft.com",
  color: "#0072C6",
  icon: "logos:microsoft-icon",
  notes: [
    "AUTH_AZURE_AD_ISSUER follows the app's supported account types: https://login.microsoftonline.com/common/v2.0 for organizations and personal accounts, …/organizations/v2.0 for any organization, …/consumers/v2.0 for personal accounts, and …/<tenant id or domain>/v2.0 for one organization.",
    "Email addresses count as verified only with the optional claims email and xms_edov in the ID token. The portal does not list xms_edov: add it in the app's manifest.",
  ],
}
