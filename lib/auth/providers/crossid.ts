import type { OidcProvider } from "./types"

export const crossid: OidcProvider = {
  id: "crossid",
  name: "Crossid",
  protocol: "oidc",
  settings: { issuer: null },
  pkce: false,
  scope: "openid profile email",
  examples: { issuer: "https://acme.crossid.io/oauth2/" },
  notes: ["Copy the issuer exactly from the tenant's `/oauth2/.well-known/openid-configuration`."],
}
