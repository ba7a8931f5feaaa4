import type { OAuth2Provider } from "./types"

export const kook: OAuth2Provider = {
  id: "kook",
  name: "KOOK",
  protocol: "oauth2",
  authorization: "https://www.kookapp.cn/app/oauth2/authorize",
  token: "https://www.kookapp.cn/api/oauth2/token",
  pkce: false,
  scope: "get_user_info",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.kookapp.cn/api/v3/user/me",
  success: "code=0",
  profile: { id: "data.id", name: "data.username", image: "data.avatar" },
  console: "https://developer.kookapp.cn",
}
