import type { OAuth2Provider } from "./types"

export const twitcasting: OAuth2Provider = {
  id: "twitcasting",
  name: "TwitCasting",
  protocol: "oauth2",
  authorization: "https://apiv2.twitcasting.tv/oauth2/authorize",
  token: "https://apiv2.twitcasting.tv/oauth2/access_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://apiv2.twitcasting.tv/verify_credentials",
  headers: { "x-api-version": "2.0" },
  profile: { id: "user.id", name: "user.name|user.screen_id", image: "user.image" },
  console: "https://twitcasting.tv/developernewapp.php",
}
