import type { OAuth2Provider } from "./types"

export const smartsheet: OAuth2Provider = {
  id: "smartsheet",
  name: "Smartsheet",
  protocol: "oauth2",
  settings: { domain: "smartsheet.com" },
  authorization: "https://app.{domain}/b/authorize",
  token: "https://api.{domain}/2.0/token",
  pkce: false,
  scope: "READ_USERS",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.{domain}/2.0/users/me",
  profile: { id: "id", name: "{firstName} {lastName}", email: "email" },
  console: "https://app.smartsheet.com/b/home",
  notes: [
    "In other regions set AUTH_SMARTSHEET_DOMAIN to smartsheet.eu, smartsheet.au or smartsheetgov.com.",
    "Apps are registered under Developer Tools, which Smartsheet shows only to developer accounts.",
  ],
}
