import type { OAuth2Provider } from "./types"

export const xumm: OAuth2Provider = {
  id: "xumm",
  name: "Xaman",
  protocol: "oauth2",
  authorization: "https://oauth2.xumm.app/auth",
  token: "https://oauth2.xumm.app/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://oauth2.xumm.app/userinfo",
  // The id is an account of the XRP Ledger.
  profile: { id: "sub", name: "name", email: "email", image: "picture" },
  console: "https://apps.xumm.dev",
}
