import type { OAuth2Provider } from "./types"

export const dailymotion: OAuth2Provider = {
  id: "dailymotion",
  name: "Dailymotion",
  protocol: "oauth2",
  authorization: "https://www.dailymotion.com/oauth/authorize",
  token: "https://api.dailymotion.com/oauth/token",
  pkce: false,
  scope: "email",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.dailymotion.com/user/me?fields=id,username,screenname,email,avatar_240_url",
  profile: {
    id: "id",
    name: "screenname|username",
    email: "email",
    image: "avatar_240_url",
  },
  console: "https://www.dailymotion.com/partner/api-keys/",
  color: "#0A0A0A",
  icon: "dailymotion",
}
