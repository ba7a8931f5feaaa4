import type { OAuth2Provider } from "./types"

export const heroku: OAuth2Provider = {
  id: "heroku",
  name: "Heroku",
  protocol: "oauth2",
  authorization: "https://id.heroku.com/oauth/authorize",
  token: "https://id.heroku.com/oauth/token",
  pkce: false,
  scope: "identity",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.heroku.com/account",
  headers: {
    accept: "application/vnd.heroku+json; version=3",
  },
  profile: {
    id: "id",
    name: "name",
    // `verified` is about billing, not about the address.
    email: "email",
  },
  console: "https://dashboard.heroku.com/account/applications",
  color: "#430098",
  icon: "heroku@15.22.0",
}
