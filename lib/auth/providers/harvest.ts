import type { OAuth2Provider } from "./types"

export const harvest: OAuth2Provider = {
  id: "harvest",
  name: "Harvest",
  protocol: "oauth2",
  authorization: "https://id.getharvest.com/oauth2/authorize",
  token: "https://id.getharvest.com/api/v2/oauth2/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://id.getharvest.com/api/v2/accounts",
  profile: { id: "user.id", name: "{user.first_name} {user.last_name}", email: "user.email" },
  console: "https://id.getharvest.com/developers",
}
