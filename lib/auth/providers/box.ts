import type { OAuth2Provider } from "./types"

export const box: OAuth2Provider = {
  id: "box",
  name: "Box",
  protocol: "oauth2",
  authorization: "https://account.box.com/api/oauth2/authorize",
  token: "https://api.box.com/oauth2/token",
  // An app gets the scopes that it was registered with.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.box.com/2.0/users/me",
  revocation: "https://api.box.com/oauth2/revoke",
  profile: { id: "id", name: "name", email: "login", image: "avatar_url" },
  console: "https://app.box.com/developers/console",
  color: "#0061D5",
  icon: "box",
}
