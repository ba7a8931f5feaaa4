import type { OidcProvider } from "./types"

/** The former id of microsoft-entra-id, which older databases contain. */
export const azureAd: OidcProvider = {
  id: "azure-ad",
  name: "Azure Active Directory",
  protocol: "oidc",
  reauthentication: "prompt",
  // For a single tenant: https://login.microsoftonline.com/<tenant id>/v2.0
  settings: { issuer: "https://login.microsoftonline.com/common/v2.0" },
  tenantClaim: "tid",
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  // Userinfo repeats the ID token, without a claim that the email address is verified.
  userinfo: false,
  profile: {
    id: "sub",
    name: "name|preferred_username",
    email: "email",
    // An optional claim of the app registration. Without it, a tenant's administrator may have entered any address.
    emailVerified: "xms_edov",
  },
  console: "https://entra.microsoft.com",
  color: "#0072C6",
  icon: "logos:microsoft-icon",
}
