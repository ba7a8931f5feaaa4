import type { OAuth2Provider } from "./types"

export const osu: OAuth2Provider = {
  id: "osu",
  name: "osu!",
  protocol: "oauth2",
  authorization: "https://osu.ppy.sh/oauth/authorize",
  token: "https://osu.ppy.sh/oauth/token",
  scope: "identify",
  tokenAuth: "client_secret_post",
  userinfo: "https://osu.ppy.sh/api/v2/me",
  profile: {
    id: "id",
    name: "username",
    image: "avatar_url",
  },
  console: "https://osu.ppy.sh/home/account/edit#new-oauth-application",
  color: "#FF66AA",
  icon: "osu",
}
