import type { OAuth2Provider } from "./types"

export const upwork: OAuth2Provider = {
  id: "upwork",
  name: "Upwork",
  protocol: "oauth2",
  authorization: "https://www.upwork.com/ab/account-security/oauth2/authorize",
  token: "https://www.upwork.com/api/v3/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.upwork.com/graphql",
  graphql: "{ user { id name email } }",
  profile: { id: "data.user.id", name: "data.user.name", email: "data.user.email" },
  console: "https://www.upwork.com/developer/keys/apply",
  color: "#6FDA44",
  icon: "upwork",
  gates: ["Upwork reviews requests for keys manually; the keys need the permission to view user details."],
}
