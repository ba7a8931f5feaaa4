import type { OAuth2Provider } from "./types"

export const qq: OAuth2Provider = {
  id: "qq",
  name: "QQ",
  protocol: "oauth2",
  authorization: "https://graph.qq.com/oauth2.0/authorize",
  token: "https://graph.qq.com/oauth2.0/token",
  pkce: false,
  scope: "get_user_info",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenRequest: "query",
  tokenParams: {
    fmt: "json",
  },
  tokenType: "bearer",
  success: "ret=0",
  // QQ accepts the access token only in the URL.
  userinfo: "https://graph.qq.com/oauth2.0/me?fmt=json&access_token={access_token}",
  extraRequests: {
    user: "https://graph.qq.com/user/get_user_info?oauth_consumer_key={client_id}&openid={openid}&access_token={access_token}",
  },
  profile: {
    id: "openid",
    name: "user.nickname",
    image: "user.figureurl_qq_2|user.figureurl_qq_1",
  },
  ids: "app",
  console: "https://connect.qq.com/manage.html",
  color: "#1EBAFC",
  icon: "qq",
}
