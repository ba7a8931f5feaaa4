import type { OidcProvider } from "./types"

export const microsoftEntraId: OidcProvider = {
  id: "microsoft-entra-id",
  name: "Microsoft",
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
  console: "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
  color: "#0078D4",
  icon: "logos:microsoft-icon",
}
