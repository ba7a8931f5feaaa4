import type { OidcProvider } from "./types"

export const hydra: OidcProvider = {
  id: "hydra",
  name: "Ory Hydra",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  examples: {
    issuer: "https://acme.projects.oryapis.com",
  },
}
