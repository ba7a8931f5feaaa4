import type { OAuth2Provider } from "./types"

export const sketchfab: OAuth2Provider = {
  id: "sketchfab",
  name: "Sketchfab",
  protocol: "oauth2",
  authorization: "https://sketchfab.com/oauth2/authorize/",
  token: "https://sketchfab.com/oauth2/token/",
  pkce: false,
  scope: "read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.sketchfab.com/v3/me",
  profile: {
    id: "uid",
    name: "displayName|username",
    email: "email",
    image: "avatar.images.0.url",
  },
  console: "https://sketchfab.com/developers/oauth",
  color: "#1CAAD9",
  icon: "sketchfab",
  gates: ["Sketchfab registers apps on request."],
}
