import type { OAuth2Provider } from "./types"

export const freshbooks: OAuth2Provider = {
  id: "freshbooks",
  name: "FreshBooks",
  protocol: "oauth2",
  authorization: "https://auth.freshbooks.com/oauth/authorize",
  token: "https://api.freshbooks.com/auth/oauth/token",
  scope: "user:profile:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.freshbooks.com/auth/api/v1/users/me",
  profile: {
    id: "response.id",
    name: "{response.first_name} {response.last_name}",
    email: "response.email",
    // When the user confirmed the address (freshbooks.com/api/identity_model).
    emailVerifiedAt: "response.confirmed_at",
  },
  console: "https://my.freshbooks.com/#/developer",
  color: "#0075DD",
  localhost: "https",
}
