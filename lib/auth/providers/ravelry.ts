import type { OAuth2Provider } from "./types"

export const ravelry: OAuth2Provider = {
  id: "ravelry",
  name: "Ravelry",
  protocol: "oauth2",
  authorization: "https://www.ravelry.com/oauth2/auth",
  token: "https://www.ravelry.com/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_basic",
  tokenType: "bearer",
  userinfo: "https://api.ravelry.com/current_user.json",
  profile: {
    id: "user.id",
    name: "user.username",
    image: "user.photo_url",
  },
  console: "https://www.ravelry.com/pro/developer",
  color: "#EE6E62",
  icon: "ravelry",
  localhost: "https",
}
