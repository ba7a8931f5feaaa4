import type { OAuth2Provider } from "./types"

export const pushbullet: OAuth2Provider = {
  id: "pushbullet",
  name: "Pushbullet",
  protocol: "oauth2",
  authorization: "https://www.pushbullet.com/authorize",
  token: "https://api.pushbullet.com/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  userinfo: "https://api.pushbullet.com/v2/users/me",
  profile: {
    id: "iden",
    name: "name",
    email: "email",
    image: "image_url",
  },
  console: "https://www.pushbullet.com/#settings/clients",
  color: "#4AB367",
  icon: "pushbullet",
}
