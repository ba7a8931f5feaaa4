import type { OAuth2Provider } from "./types"

export const mendeley: OAuth2Provider = {
  id: "mendeley",
  name: "Mendeley",
  protocol: "oauth2",
  authorization: "https://api.mendeley.com/oauth/authorize",
  token: "https://api.mendeley.com/oauth/token",
  pkce: false,
  scope: "all",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.mendeley.com/profiles/me",
  headers: { accept: "application/vnd.mendeley-profiles.1+json" },
  profile: {
    id: "id",
    name: "display_name",
    email: "email",
    image: "photo.square",
  },
  console: "https://dev.mendeley.com/myapps.html",
  color: "#9D1620",
  icon: "mendeley",
}
