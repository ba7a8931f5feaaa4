import type { OAuth2Provider } from "./types"

export const asana: OAuth2Provider = {
  id: "asana",
  name: "Asana",
  protocol: "oauth2",
  authorization: "https://app.asana.com/-/oauth_authorize",
  token: "https://app.asana.com/-/oauth_token",
  revocation: "https://app.asana.com/-/oauth_revoke",
  scope: "openid email profile",
  tokenAuth: "client_secret_post",
  // Asana's token endpoint returns no ID token, but its userinfo endpoint follows OpenID Connect.
  userinfo: "https://app.asana.com/api/1.0/openid_connect/userinfo",
  profile: {
    id: "sub",
    name: "name",
    email: "email",
    image: "picture",
  },
  console: "https://app.asana.com/0/my-apps",
  color: "#F06A6A",
  icon: "asana",
}
