import type { OAuth2Provider } from "./types"

export const epicgames: OAuth2Provider = {
  id: "epicgames",
  name: "Epic Games",
  protocol: "oauth2",
  authorization: "https://www.epicgames.com/id/authorize",
  token: "https://api.epicgames.dev/epic/oauth/v2/token",
  scope: "basic_profile",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.epicgames.dev/epic/oauth/v2/userInfo",
  profile: {
    id: "sub",
    name: "name|preferred_username",
  },
  console: "https://dev.epicgames.com/portal",
  color: "#313131",
  icon: "epicgames",
}
