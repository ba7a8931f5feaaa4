import type { OAuth2Provider } from "./types"

export const monday: OAuth2Provider = {
  id: "monday",
  name: "monday.com",
  protocol: "oauth2",
  authorization: "https://auth.monday.com/oauth2/authorize",
  token: "https://auth.monday.com/oauth2/token",
  // Not documented, and switched off in the list of Nango, which has many apps of this service.
  pkce: false,
  scope: "me:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.monday.com/v2",
  headers: {
    authorization: "{access_token}",
  },
  graphql: "{ me { id name email photo_original } }",
  profile: {
    id: "data.me.id",
    name: "data.me.name",
    email: "data.me.email",
    image: "data.me.photo_original",
  },
  console: "https://monday.com/apps/manage",
  color: "#F62B54",
  icon: "logos:monday-icon",
  gates: ["The app needs the scope me:read."],
}
