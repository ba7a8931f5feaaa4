import type { OAuth2Provider } from "./types"

export const oura: OAuth2Provider = {
  id: "oura",
  name: "Oura",
  protocol: "oauth2",
  authorization: "https://cloud.ouraring.com/oauth/authorize",
  token: "https://api.ouraring.com/oauth/token",
  scope: "email personal",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.ouraring.com/v2/usercollection/personal_info",
  profile: { id: "id", email: "email" },
  console: "https://cloud.ouraring.com/oauth/applications",
}
