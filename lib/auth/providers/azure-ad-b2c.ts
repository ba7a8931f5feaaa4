import type { OidcProvider } from "./types"

export const azureAdB2c: OidcProvider = {
  id: "azure-ad-b2c",
  name: "Azure AD B2C",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  // B2C issues an access token only if the scopes include the client's own id.
  scope: "openid {client_id}",
  tokenAuth: "client_secret_post",
  userinfo: false,
  profile: {
    id: "sub",
    name: "name",
    // B2C does not say whether the address is verified.
    email: "emails.0|email",
  },
  console: "https://portal.azure.com",
  color: "#0072C6",
  icon: "logos:microsoft-icon",
  examples: {
    issuer: "https://contoso.b2clogin.com/tfp/0a1b2c3d-0000-4000-8000-000000000001/b2c_1_signupsignin/v2.0/",
  },
  notes: [
    "In the user flow's properties, set the issuer claim to the form with /tfp/: OpenID discovery works only with this form.",
    "The user flow must return Email Addresses and Display Name.",
  ],
}
