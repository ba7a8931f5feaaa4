import type { OAuth2Provider } from "./types"

export const hootsuite: OAuth2Provider = {
  id: "hootsuite",
  name: "Hootsuite",
  protocol: "oauth2",
  authorization: "https://platform.hootsuite.com/oauth2/auth",
  token: "https://platform.hootsuite.com/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://platform.hootsuite.com/v1/me",
  profile: { id: "data.id", name: "data.fullName", email: "data.email" },
  console: "https://developer.hootsuite.com",
  color: "#FF4C46",
  icon: "hootsuite",
}
