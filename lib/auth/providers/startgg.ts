import type { OAuth2Provider } from "./types"

export const startgg: OAuth2Provider = {
  id: "startgg",
  name: "start.gg",
  protocol: "oauth2",
  authorization: "https://start.gg/oauth/authorize",
  token: "https://api.start.gg/oauth/access_token",
  refresh: "https://api.start.gg/oauth/refresh",
  pkce: false,
  scope: "user.identity user.email",
  tokenAuth: "client_secret_post",
  // start.gg requires the scopes in token requests too.
  tokenParams: { scope: "user.identity user.email" },
  userinfo: "https://api.start.gg/gql/alpha",
  graphql: '{ currentUser { id name email images(type: "profile") { url } player { gamerTag } } }',
  success: "success=true",
  profile: {
    id: "data.currentUser.id",
    name: "data.currentUser.name|data.currentUser.player.gamerTag",
    email: "data.currentUser.email",
    image: "data.currentUser.images.0.url",
  },
  console: "https://start.gg/admin/profile/developer",
}
