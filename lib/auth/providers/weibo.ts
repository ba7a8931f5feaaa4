import type { OAuth2Provider } from "./types"

export const weibo: OAuth2Provider = {
  id: "weibo",
  name: "Weibo",
  protocol: "oauth2",
  authorization: "https://api.weibo.com/oauth2/authorize",
  token: "https://api.weibo.com/oauth2/access_token",
  // Addresses need a permission of their own.
  scope: "",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  // It labels JSON as text.
  tokenFormat: "json",
  tokenType: "bearer",
  userinfo: "https://api.weibo.com/2/users/show.json?uid={token.uid}",
  headers: {
    authorization: "OAuth2 {access_token}",
  },
  profile: {
    // The number in `id` is its twin.
    id: "idstr",
    name: "screen_name|name",
    image: "avatar_large",
  },
  console: "https://open.weibo.com/apps",
  color: "#E6162D",
  icon: "sinaweibo",
}
