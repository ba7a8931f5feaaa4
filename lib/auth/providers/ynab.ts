import type { OAuth2Provider } from "./types"

export const ynab: OAuth2Provider = {
  id: "ynab",
  name: "YNAB",
  protocol: "oauth2",
  authorization: "https://app.ynab.com/oauth/authorize",
  token: "https://app.ynab.com/oauth/token",
  pkce: false,
  scope: "read-only",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.ynab.com/v1/user",
  profile: {
    id: "data.user.id",
  },
  console: "https://app.ynab.com/settings/developer",
  gates: ["A new app is in Restricted Mode, which allows only a few users, until YNAB has reviewed it."],
  notes: ["YNAB returns only an id."],
}
