import type { OAuth2Provider } from "./types"

export const livechat: OAuth2Provider = {
  id: "livechat",
  name: "LiveChat",
  protocol: "oauth2",
  authorization: "https://accounts.livechat.com/",
  token: "https://accounts.livechat.com/v2/token",
  // The console decides.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://accounts.livechat.com/v2/accounts/me",
  profile: {
    id: "account_id",
    name: "name",
    // Its documentation never says what `email_verified` stands for.
    email: "email",
    image: "avatar_url",
  },
  console: "https://platform.text.com/console",
  color: "#FF5100",
  icon: "livechat",
  notes: ["The app needs the scope accounts--my:ro."],
}
