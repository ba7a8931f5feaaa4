import type { OidcProvider } from "./types"

export const duendeIdentityServer6: OidcProvider = {
  id: "duende-identity-server6",
  name: "Duende IdentityServer",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  examples: { issuer: "https://identity.example.com" },
  notes: [
    "Addresses and names come once the identity resources profile and email are allowed for the client.",
  ],
}
