import type { OidcProvider } from "./types"

export const hydra: OidcProvider = {
  id: "hydra",
  name: "Ory Hydra",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  color: "#4F46E5",
  icon: "ory",
  examples: {
    issuer: "https://acme.projects.oryapis.com",
  },
}
