import type { OidcProvider } from "./types"

export const auth0: OidcProvider = {
  id: "auth0",
  name: "Auth0",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  console: "https://manage.auth0.com",
  color: "#EB5424",
  icon: "auth0",
  examples: {
    issuer: "https://acme.eu.auth0.com/",
  },
}
