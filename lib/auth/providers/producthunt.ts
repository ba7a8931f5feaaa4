import type { OAuth2Provider } from "./types"

export const producthunt: OAuth2Provider = {
  id: "producthunt",
  name: "Product Hunt",
  protocol: "oauth2",
  authorization: "https://api.producthunt.com/v2/oauth/authorize",
  token: "https://api.producthunt.com/v2/oauth/token",
  // `private` is needed for the viewer's own data.
  pkce: false,
  scope: "public private",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.producthunt.com/v2/api/graphql",
  graphql: "{ viewer { user { id name username profileImage } } }",
  profile: {
    id: "data.viewer.user.id",
    name: "data.viewer.user.name|data.viewer.user.username",
    image: "data.viewer.user.profileImage",
  },
  console: "https://www.producthunt.com/v2/oauth/applications",
  color: "#DA552F",
  icon: "producthunt",
}
