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
  notes: [
    "New clients have Front channel logout on, and Keycloak then sends no logout token: switch it off for the back-channel logout URL to be called.",
  ],
  examples: {
    issuer: "https://sso.example.com/realms/myrealm",
  },
}
