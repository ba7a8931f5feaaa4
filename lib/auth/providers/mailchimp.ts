import type { OAuth2Provider } from "./types"

export const mailchimp: OAuth2Provider = {
  id: "mailchimp",
  name: "Mailchimp",
  protocol: "oauth2",
  authorization: "https://login.mailchimp.com/oauth2/authorize",
  token: "https://login.mailchimp.com/oauth2/token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://login.mailchimp.com/oauth2/metadata",
  headers: {
    authorization: "OAuth {access_token}",
  },
  profile: {
    id: "login.login_id",
    name: "accountname|login.login_name",
    email: "login.email|login.login_email",
    image: "login.avatar",
  },
  console: "https://admin.mailchimp.com/account/oauth2/client/",
  color: "#FFE01B",
  icon: "mailchimp",
}
