import type { OAuth2Provider } from "./types"

export const smartsheet: OAuth2Provider = {
  id: "smartsheet",
  name: "Smartsheet",
  protocol: "oauth2",
  authorization: "https://app.smartsheet.com/b/authorize",
  token: "https://api.smartsheet.com/2.0/token",
  scope: "READ_USERS",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.smartsheet.com/2.0/users/me",
  profile: { id: "id", name: "{firstName} {lastName}", email: "email" },
  console: "https://app.smartsheet.com/b/home",
  notes: ["Apps are registered under Developer Tools, which Smartsheet shows only to developer accounts."],
}
