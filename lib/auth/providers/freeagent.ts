import type { OAuth2Provider } from "./types"

export const freeagent: OAuth2Provider = {
  id: "freeagent",
  name: "FreeAgent",
  protocol: "oauth2",
  authorization: "https://api.freeagent.com/v2/approve_app",
  token: "https://api.freeagent.com/v2/token_endpoint",
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.freeagent.com/v2/users/me",
  // The API identifies a user by a URL and has no other id.
  profile: { id: "user.url", name: "{user.first_name} {user.last_name}", email: "user.email" },
  console: "https://dev.freeagent.com/apps",
}
