import type { OAuth2Provider } from "./types"

export const assembla: OAuth2Provider = {
  id: "assembla",
  name: "Assembla",
  protocol: "oauth2",
  authorization: "https://api.assembla.com/authorization",
  token: "https://api.assembla.com/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.assembla.com/v1/user.json",
  profile: {
    id: "id",
    name: "name|login",
    email: "email",
  },
  console: "https://www.assembla.com/user/edit/manage_clients",
  color: "#263238",
  icon: "logos:assembla-icon",
}
