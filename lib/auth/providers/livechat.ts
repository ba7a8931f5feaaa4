import type { OAuth2Provider } from "./types"

export const livechat: OAuth2Provider = {
  id: "livechat",
  name: "LiveChat",
  protocol: "oauth2",
  authorization: "https://accounts.livechat.com/",
  token: "https://accounts.livechat.com/v2/token",
  // The scopes are set in the console.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://accounts.livechat.com/v2/accounts/me",
  profile: {
    id: "account_id",
    name: "name",
    // The documentation does not define `email_verified`, so it is not used.
    email: "email",
    image: "avatar_url",
  },
  console: "https://platform.text.com/console",
  color: "#FF5100",
  icon: "livechat",
  gates: ["The app needs the scope accounts--my:ro."],
}
