import type { OidcProvider } from "./types"

export const bexio: OidcProvider = {
  id: "bexio",
  name: "bexio",
  protocol: "oidc",
  settings: {
    issuer: "https://auth.bexio.com/realms/bexio",
  },
  scope: "openid profile email",
  console: "https://developer.bexio.com",
}
