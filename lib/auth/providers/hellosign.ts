import type { OAuth2Provider } from "./types"

export const hellosign: OAuth2Provider = {
  id: "hellosign",
  name: "Dropbox Sign",
  protocol: "oauth2",
  authorization: "https://app.hellosign.com/oauth/authorize",
  token: "https://app.hellosign.com/oauth/token",
  // The scopes are set in the app's settings.
  refresh: "https://app.hellosign.com/oauth/token?refresh",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  repeatedParams: ["state"],
  userinfo: "https://api.hellosign.com/v3/account",
  profile: { id: "account.account_id", email: "account.email_address" },
  console: "https://app.hellosign.com/home/myAccount#api",
  gates: ["Only the app's owner can sign in until Dropbox has approved the app."],
}
