import type { OAuth2Provider } from "./types"

export const gitlab: OAuth2Provider = {
  id: "gitlab",
  name: "GitLab",
  protocol: "oauth2",
  settings: {
    issuer: "https://gitlab.com",
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "read_user",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/api/v4/user",
  profile: {
    id: "id",
    name: "name|username",
    email: "email",
    emailVerifiedAt: "confirmed_at",
    image: "avatar_url",
  },
  console: "https://gitlab.com/-/user_settings/applications",
  color: "#FC6D26",
  icon: "gitlab",
}
