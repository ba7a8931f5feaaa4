import type { OidcProvider } from "./types"

export const cilogon: OidcProvider = {
  id: "cilogon",
  name: "CILogon",
  protocol: "oidc",
  settings: { issuer: "https://cilogon.org" },
  scope: "openid email profile",
  // Its client ids are addresses: with HTTP Basic, their colons and slashes would have to be escaped.
  tokenAuth: "client_secret_post",
  console: "https://cilogon.org/oauth2/register",
  notes: ["CILogon looks at each registration before the client works."],
}
