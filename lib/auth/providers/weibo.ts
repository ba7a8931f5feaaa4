import type { OAuth2Provider } from "./types"

export const weibo: OAuth2Provider = {
  id: "weibo",
  name: "Weibo",
  protocol: "oauth2",
  authorization: "https://api.weibo.com/oauth2/authorize",
  token: "https://api.weibo.com/oauth2/access_token",
  // Email addresses need a separate permission.
  pkce: false,
  scope: "",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  // Weibo sends JSON with a text content type.
  tokenFormat: "json",
  tokenType: "bearer",
  userinfo: "https://api.weibo.com/2/users/show.json?uid={token.uid}",
  headers: {
    authorization: "OAuth2 {access_token}",
  },
  profile: {
    // `id` has the same value as a number.
    id: "idstr",
    name: "screen_name|name",
    image: "avatar_large",
  },
  console: "https://open.weibo.com/apps",
  color: "#E6162D",
  icon: "sinaweibo",
}
