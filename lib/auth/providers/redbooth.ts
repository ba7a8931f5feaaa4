import type { OAuth2Provider } from "./types"

export const redbooth: OAuth2Provider = {
  id: "redbooth",
  name: "Redbooth",
  protocol: "oauth2",
  authorization: "https://redbooth.com/oauth2/authorize",
  token: "https://redbooth.com/oauth2/token",
  pkce: false,
  scope: "all",
  tokenAuth: "client_secret_post",
  userinfo: "https://redbooth.com/api/3/me",
  profile: { id: "id", name: "{first_name} {last_name}|username", email: "email" },
  console: "https://redbooth.com/oauth2/applications",
}
