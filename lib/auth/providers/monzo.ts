import type { OAuth2Provider } from "./types"

export const monzo: OAuth2Provider = {
  id: "monzo",
  name: "Monzo",
  protocol: "oauth2",
  authorization: "https://auth.monzo.com/",
  token: "https://api.monzo.com/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.monzo.com/ping/whoami",
  success: "authenticated=true",
  profile: {
    id: "user_id",
  },
  console: "https://developers.monzo.com/",
  color: "#14233C",
  icon: "monzo",
  gates: ["Only the developer and a few accounts that the developer allows can sign in."],
}
