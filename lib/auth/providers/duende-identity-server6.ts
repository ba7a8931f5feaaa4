import type { OidcProvider } from "./types"

export const duendeIdentityServer6: OidcProvider = {
  id: "duende-identity-server6",
  name: "Duende IdentityServer",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  examples: { issuer: "https://identity.example.com" },
  notes: [
    "Allow the identity resources profile and email for the client: they contain the name and the email address.",
  ],
}
