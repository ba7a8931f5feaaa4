import type { OAuth2Provider } from "./types"

export const dribbble: OAuth2Provider = {
  id: "dribbble",
  name: "Dribbble",
  protocol: "oauth2",
  authorization: "https://dribbble.com/oauth/authorize",
  token: "https://dribbble.com/oauth/token",
  scope: "public",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.dribbble.com/v2/user",
  // Version 2 of the API returns no email address; an app that still gets one is not told whether it is verified.
  profile: { id: "id", name: "name|login", email: "email", image: "avatar_url" },
  console: "https://dribbble.com/account/applications/new",
  color: "#EA4C89",
  icon: "dribbble",
}
