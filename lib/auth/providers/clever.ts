import type { OAuth2Provider } from "./types"

export const clever: OAuth2Provider = {
  id: "clever",
  name: "Clever",
  protocol: "oauth2",
  authorization: "https://clever.com/oauth/authorize",
  token: "https://clever.com/oauth/tokens",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_basic",
  tokenType: "bearer",
  userinfo: "https://api.clever.com/v3.0/me",
  extraRequests: {
    user: "https://api.clever.com/v3.0/users/{data.id}",
  },
  profile: {
    id: "data.id",
    name: "{user.data.name.first} {user.data.name.last}",
    // The school district enters the address.
    email: "user.data.email",
  },
  console: "https://apps.clever.com",
  notes: ["Sign-ins that start on Clever's portal have no state and are rejected."],
}
