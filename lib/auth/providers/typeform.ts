import type { OAuth2Provider } from "./types"

export const typeform: OAuth2Provider = {
  id: "typeform",
  name: "Typeform",
  protocol: "oauth2",
  authorization: "https://api.typeform.com/oauth/authorize",
  token: "https://api.typeform.com/oauth/token",
  // Not documented, and switched off in the list of Nango, which has many apps of this service.
  pkce: false,
  scope: "accounts:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.typeform.com/me",
  profile: {
    id: "user_id",
    name: "alias",
    email: "email",
  },
  console: "https://admin.typeform.com/user/applications",
  color: "#262627",
  icon: "typeform",
}
