import type { OAuth2Provider } from "./types"

export const wahoo: OAuth2Provider = {
  id: "wahoo",
  name: "Wahoo",
  protocol: "oauth2",
  authorization: "https://api.wahooligan.com/oauth/authorize",
  token: "https://api.wahooligan.com/oauth/token",
  scope: "user_read email",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.wahooligan.com/v1/user",
  profile: {
    id: "id",
    name: "{first} {last}",
    email: "email",
  },
  console: "https://developers.wahooligan.com/applications",
  notes: [
    "A user has at most 10 tokens of an app that are not revoked, and each sign-in gets one.",
    "Add offline_data to AUTH_WAHOO_SCOPE for webhooks.",
  ],
}
