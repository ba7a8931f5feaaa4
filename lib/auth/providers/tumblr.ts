import type { OAuth2Provider } from "./types"

export const tumblr: OAuth2Provider = {
  id: "tumblr",
  name: "Tumblr",
  protocol: "oauth2",
  authorization: "https://www.tumblr.com/oauth2/authorize",
  token: "https://api.tumblr.com/v2/oauth2/token",
  scope: "basic",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.tumblr.com/v2/user/info",
  profile: {
    // The name can change and then be taken by another user.
    id: "response.user.blogs[primary=true].uuid",
    name: "response.user.name",
  },
  console: "https://www.tumblr.com/oauth/apps",
  color: "#36465D",
  icon: "tumblr",
}
