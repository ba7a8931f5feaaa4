import type { OAuth2Provider } from "./types"

export const clever: OAuth2Provider = {
  id: "clever",
  name: "Clever",
  protocol: "oauth2",
  authorization: "https://clever.com/oauth/authorize",
  token: "https://clever.com/oauth/tokens",
  scope: "",
  tokenAuth: "client_secret_basic",
  tokenType: "bearer",
  userinfo: "https://api.clever.com/v3.0/me",
  also: {
    user: "https://api.clever.com/v3.0/users/{data.id}",
  },
  profile: {
    id: "data.id",
    name: "{user.data.name.first} {user.data.name.last}",
    // What the school district entered.
    email: "user.data.email",
  },
  console: "https://apps.clever.com",
  notes: ["Sign-ins that begin on Clever's portal bring no state and are refused."],
}
