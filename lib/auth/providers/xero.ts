import type { OidcProvider } from "./types"

export const xero: OidcProvider = {
  id: "xero",
  name: "Xero",
  protocol: "oidc",
  settings: {
    issuer: "https://identity.xero.com",
  },
  scope: "openid profile email",
  // The ID token has all claims.
  userinfo: false,
  // Xero does not say whether the address is verified.
  profile: {
    id: "xero_userid",
    name: "{given_name} {family_name}",
    email: "email",
  },
  console: "https://developer.xero.com/app/manage",
  color: "#13B5EA",
  icon: "xero",
}
