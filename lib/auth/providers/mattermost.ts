import type { OAuth2Provider } from "./types"

export const mattermost: OAuth2Provider = {
  id: "mattermost",
  name: "Mattermost",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/access_token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/v4/users/me",
  profile: {
    id: "id",
    name: "{first_name} {last_name}|nickname|username",
    // The documentation does not define `email_verified`, so it is not used.
    email: "email",
  },
  color: "#0058CC",
  icon: "mattermost",
  examples: {
    issuer: "https://acme.cloud.mattermost.com",
  },
  gates: ["A Mattermost administrator must first enable the OAuth 2.0 service provider."],
}
