import type { OAuth2Provider } from "./types"

export const deviantart: OAuth2Provider = {
  id: "deviantart",
  name: "DeviantArt",
  protocol: "oauth2",
  authorization: "https://www.deviantart.com/oauth2/authorize",
  token: "https://www.deviantart.com/oauth2/token",
  scope: "user",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.deviantart.com/api/v1/oauth2/user/whoami",
  profile: { id: "userid", name: "username", image: "usericon" },
  console: "https://www.deviantart.com/developers/apps",
  color: "#05CC47",
  icon: "deviantart",
}
