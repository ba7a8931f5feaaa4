import type { OAuth2Provider } from "./types"

export const unsplash: OAuth2Provider = {
  id: "unsplash",
  name: "Unsplash",
  protocol: "oauth2",
  authorization: "https://unsplash.com/oauth/authorize",
  token: "https://unsplash.com/oauth/token",
  pkce: false,
  scope: "public read_user",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.unsplash.com/me",
  headers: { "accept-version": "v1" },
  profile: { id: "id", name: "name|username", email: "email", image: "profile_image.medium" },
  console: "https://unsplash.com/oauth/applications",
  color: "#000000",
  icon: "unsplash",
}
