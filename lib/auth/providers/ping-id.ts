import type { OidcProvider } from "./types"

export const pingId: OidcProvider = {
  id: "ping-id",
  name: "Ping Identity",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  examples: {
    issuer: "https://auth.pingone.eu/0a1b2c3d-0000-4000-8000-000000000001/as",
  },
}
