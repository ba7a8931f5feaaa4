import type { OAuth2Provider } from "./types"

export const socrata: OAuth2Provider = {
  id: "socrata",
  name: "Socrata",
  protocol: "oauth2",
  settings: { domain: null },
  authorization: "https://{domain}/oauth/authorize",
  token: "https://{domain}/oauth/access_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://{domain}/api/users/current.json",
  headers: { authorization: "OAuth {access_token}" },
  profile: { id: "id", name: "displayName", email: "email" },
  examples: { domain: "data.seattle.gov" },
  localhost: "https",
}
