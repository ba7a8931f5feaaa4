import type { OAuth2Provider } from "./types"

export const weekdone: OAuth2Provider = {
  id: "weekdone",
  name: "Weekdone",
  protocol: "oauth2",
  authorization: "https://weekdone.com/oauth_authorize",
  token: "https://weekdone.com/oauth_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  profile: {
    id: "token.user.id",
    name: "token.user.name",
    email: "token.user.email",
  },
  console: "https://weekdone.com/developer",
}
