import type { OidcProvider } from "./types"

export const keycloak: OidcProvider = {
  id: "keycloak",
  name: "Keycloak",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  color: "#4D4D4D",
  icon: "keycloak",
  examples: {
    issuer: "https://sso.example.com/realms/myrealm",
  },
}
