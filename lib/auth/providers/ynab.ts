import type { OAuth2Provider } from "./types"

export const ynab: OAuth2Provider = {
  id: "ynab",
  name: "YNAB",
  protocol: "oauth2",
  authorization: "https://app.ynab.com/oauth/authorize",
  token: "https://app.ynab.com/oauth/token",
  scope: "read-only",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.ynab.com/v1/user",
  profile: {
    id: "data.user.id",
  },
  console: "https://app.ynab.com/settings/developer",
  notes: [
    "It gives nothing but the id.",
    "A new app is in Restricted Mode, for few people, until YNAB has reviewed it.",
  ],
}
