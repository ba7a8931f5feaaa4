import type { OAuth2Provider } from "./types"

export const tiltify: OAuth2Provider = {
  id: "tiltify",
  name: "Tiltify",
  protocol: "oauth2",
  authorization: "https://v5api.tiltify.com/oauth/authorize",
  token: "https://v5api.tiltify.com/oauth/token",
  pkce: false,
  scope: "public",
  tokenAuth: "client_secret_post",
  userinfo: "https://v5api.tiltify.com/api/public/current-user",
  profile: {
    id: "data.id",
    name: "data.username",
    image: "data.avatar.src",
  },
  console: "https://app.tiltify.com/developers",
}
