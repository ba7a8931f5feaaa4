import type { OidcProvider } from "./types"

export const pocketId: OidcProvider = {
  id: "pocket-id",
  name: "Pocket ID",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  examples: {
    issuer: "https://id.example.com",
  },
}
