import type { OidcProvider } from "./types"

export const okta: OidcProvider = {
  id: "okta",
  name: "Okta",
  protocol: "oidc",
  // The issuer: https://example.okta.com or https://example.okta.com/oauth2/default
  settings: { issuer: null },
  scope: "openid profile email",
  // Okta documents that email_verified is no proof, so the address stays unverified.
  profile: { id: "sub", name: "name|preferred_username", email: "email", image: "picture" },
  console: "https://login.okta.com",
  color: "#007DC1",
  icon: "okta",
  examples: { issuer: "https://acme.okta.com/oauth2/default" },
}
