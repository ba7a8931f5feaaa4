import type { OAuth2Provider } from "./types"

export const mozilla: OAuth2Provider = {
  id: "mozilla",
  name: "Mozilla accounts",
  protocol: "oauth2",
  authorization: "https://accounts.firefox.com/authorization",
  token: "https://oauth.accounts.firefox.com/v1/token",
  scope: "profile",
  tokenAuth: "client_secret_post",
  // The token endpoint rejects a code verifier beside a client secret.
  pkce: false,
  userinfo: "https://profile.accounts.firefox.com/v1/profile",
  profile: {
    id: "uid",
    name: "displayName",
    email: "email",
    image: "avatar",
  },
  color: "#161616",
  gates: ["Mozilla registers clients only for its own groups, by an issue in its Jira."],
}
