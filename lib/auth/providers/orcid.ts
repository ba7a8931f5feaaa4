import type { OidcProvider } from "./types"

export const orcid: OidcProvider = {
  id: "orcid",
  name: "ORCID",
  protocol: "oidc",
  settings: {
    issuer: "https://orcid.org",
  },
  pkce: false,
  scope: "openid",
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "name|{given_name} {family_name}",
  },
  console: "https://orcid.org/developer-tools",
  color: "#A6CE39",
  icon: "orcid",
}
