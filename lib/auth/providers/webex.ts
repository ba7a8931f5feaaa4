import type { OAuth2Provider } from "./types"

export const webex: OAuth2Provider = {
  id: "webex",
  name: "Webex",
  protocol: "oauth2",
  authorization: "https://webexapis.com/v1/authorize",
  token: "https://webexapis.com/v1/access_token",
  scope: "spark:people_read",
  tokenAuth: "client_secret_post",
  userinfo: "https://webexapis.com/v1/people/me",
  profile: {
    id: "id",
    name: "displayName",
    email: "emails.0",
    image: "avatar",
  },
  console: "https://developer.webex.com/my-apps",
  color: "#000000",
  icon: "webex",
}
