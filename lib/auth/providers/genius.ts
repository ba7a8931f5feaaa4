import type { OAuth2Provider } from "./types"

export const genius: OAuth2Provider = {
  id: "genius",
  name: "Genius",
  protocol: "oauth2",
  authorization: "https://api.genius.com/oauth/authorize",
  token: "https://api.genius.com/oauth/token",
  pkce: false,
  scope: "me",
  tokenAuth: "client_secret_post",
  // RFC 6749 has this parameter only in the authorization request.
  tokenParams: { response_type: "code" },
  userinfo: "https://api.genius.com/account",
  profile: {
    id: "response.user.id",
    name: "response.user.name|response.user.login",
    email: "response.user.email",
    image: "response.user.avatar.medium.url",
  },
  console: "https://genius.com/api-clients",
  color: "#FFFF64",
  icon: "genius",
}
