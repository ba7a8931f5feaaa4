import type { OidcProvider } from "./types"

export const kinde: OidcProvider = {
  id: "kinde",
  name: "Kinde",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  console: "https://app.kinde.com",
  examples: {
    issuer: "https://acme.kinde.com",
  },
}
