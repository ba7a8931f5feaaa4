import type { OAuth2Provider } from "./types"

export const gitea: OAuth2Provider = {
  id: "gitea",
  name: "Gitea",
  protocol: "oauth2",
  // Forgejo is compatible: https://codeberg.org
  settings: { issuer: "https://gitea.com" },
  authorization: "{issuer}/login/oauth/authorize",
  token: "{issuer}/login/oauth/access_token",
  scope: "read:user",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/api/v1/user",
  profile: { id: "id", name: "full_name|login", email: "email", image: "avatar_url" },
  console: "https://gitea.com/user/settings/applications",
  color: "#609926",
  icon: "gitea",
}
