import type { OAuth2Provider } from "./types"

export const subscribestar: OAuth2Provider = {
  id: "subscribestar",
  name: "SubscribeStar",
  protocol: "oauth2",
  authorization: "https://www.subscribestar.com/oauth2/authorize",
  token: "https://www.subscribestar.com/oauth2/token",
  pkce: false,
  scope: "user.read user.email.read",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.subscribestar.com/api/graphql/v1",
  graphql: "{ user { id email name avatar_url } }",
  profile: {
    id: "data.user.id",
    name: "data.user.name",
    email: "data.user.email",
    image: "data.user.avatar_url",
  },
}
