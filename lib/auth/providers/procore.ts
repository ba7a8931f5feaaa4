import type { OAuth2Provider } from "./types"

export const procore: OAuth2Provider = {
  id: "procore",
  name: "Procore",
  protocol: "oauth2",
  authorization: "https://login.procore.com/oauth/authorize",
  token: "https://login.procore.com/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.procore.com/rest/v1.0/me",
  revocation: "https://login.procore.com/oauth/revoke",
  profile: { id: "id", name: "name", email: "login" },
  console: "https://developers.procore.com",
}
