import type { OidcProvider } from "./types"

/** What microsoft-entra-id was called before; databases of that time hold this id. */
export const azureAd: OidcProvider = {
  id: "azure-ad",
  name: "Azure Active Directory",
  protocol: "oidc",
  // For one tenant alone: https://login.microsoftonline.com/<tenant id>/v2.0
  settings: { issuer: "https://login.microsoftonline.com/common/v2.0" },
  tenantClaim: "tid",
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  // It repeats the ID token, and an address there would have nobody to vouch for it.
  userinfo: false,
  profile: {
    id: "sub",
    name: "name|preferred_username",
    email: "email",
    // An optional claim of the app registration. Without it, a tenant's administrator may have written any address.
    emailVerified: "xms_edov",
  },
  console: "https://entra.microsoft.com",
  color: "#0072C6",
  icon: "logos:microsoft-icon",
}
