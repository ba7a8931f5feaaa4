import type { OAuth2Provider } from "./types"

export const baidu: OAuth2Provider = {
  id: "baidu",
  name: "Baidu",
  protocol: "oauth2",
  authorization: "https://openapi.baidu.com/oauth/2.0/authorize",
  token: "https://openapi.baidu.com/oauth/2.0/token",
  pkce: false,
  scope: "basic",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  success: "error_code=0",
  // Baidu accepts the access token only in the URL.
  userinfo: "https://openapi.baidu.com/rest/2.0/passport/users/getInfo?access_token={access_token}",
  profile: {
    // `userid` is only for old apps.
    id: "openid",
    name: "username",
    image: "https://himg.bdimg.com/sys/portrait/item/{portrait}.jpg",
  },
  ids: "app",
  console: "https://developer.baidu.com/console",
  color: "#2932E1",
  icon: "baidu",
}
