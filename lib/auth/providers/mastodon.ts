import type { OAuth2Provider } from "./types"

export const mastodon: OAuth2Provider = {
  id: "mastodon",
  name: "Mastodon",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "read:accounts",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/v1/accounts/verify_credentials",
  profile: {
    id: "id",
    name: "display_name|username",
    image: "avatar_static",
  },
  console: "https://mastodon.social/settings/applications",
  color: "#6364FF",
  icon: "mastodon",
  examples: {
    issuer: "https://mastodon.social",
  },
}
