import type { OAuth2Provider } from "./types"

export const seznam: OAuth2Provider = {
  id: "seznam",
  name: "Seznam",
  protocol: "oauth2",
  authorization: "https://login.szn.cz/api/v1/oauth/auth",
  token: "https://login.szn.cz/api/v1/oauth/token",
  pkce: false,
  scope: "identity",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo: "https://login.szn.cz/api/v1/user",
  profile: { id: "oauth_user_id", name: "{firstname} {lastname}|username", email: "email" },
  console: "https://vyvojari.seznam.cz/oauth/admin",
}
