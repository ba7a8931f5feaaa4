import type { OidcProvider } from "./types"

export const cilogon: OidcProvider = {
  id: "cilogon",
  name: "CILogon",
  protocol: "oidc",
  settings: { issuer: "https://cilogon.org" },
  scope: "openid email profile",
  // CILogon's client ids are URIs, and HTTP Basic would need their colons and slashes escaped.
  tokenAuth: "client_secret_post",
  console: "https://cilogon.org/oauth2/register",
  gates: ["CILogon reviews each registration before the client works."],
}
