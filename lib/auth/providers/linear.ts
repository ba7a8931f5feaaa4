import type { OAuth2Provider } from "./types"

export const linear: OAuth2Provider = {
  id: "linear",
  name: "Linear",
  protocol: "oauth2",
  settings: { issuer: "https://linear.app" },
  authorization: "{issuer}/oauth/authorize",
  token: "https://api.linear.app/oauth/token",
  userinfo: "https://api.linear.app/graphql",
  selfHosted: { token: "{issuer}/oauth/token", userinfo: "{issuer}/graphql" },
  graphql: "{ viewer { id name email avatarUrl } }",
  // A code verifier gets the error "invalid_grant".
  pkce: false,
  scope: "read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  // Linear does not say whether the address is verified.
  profile: {
    id: "data.viewer.id",
    name: "data.viewer.name",
    email: "data.viewer.email",
    image: "data.viewer.avatarUrl",
  },
  console: "https://linear.app/settings/api",
  color: "#5E6AD2",
  icon: "linear",
}
