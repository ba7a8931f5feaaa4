import type { OAuth2Provider } from "./types"

export const envato: OAuth2Provider = {
  id: "envato",
  name: "Envato",
  protocol: "oauth2",
  authorization: "https://api.envato.com/authorization",
  token: "https://api.envato.com/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.envato.com/whoami",
  // Each needs a permission that is set for the app in the console.
  extraRequests: {
    account: "https://api.envato.com/v1/market/private/user/account.json",
    email: "https://api.envato.com/v1/market/private/user/email.json",
    username: "https://api.envato.com/v1/market/private/user/username.json",
  },
  profile: {
    id: "userId",
    name: "{account.account.firstname} {account.account.surname}|username.username",
    email: "email.email",
    image: "account.account.image",
  },
  console: "https://build.envato.com/my-apps/",
  color: "#87E64B",
  icon: "envato",
}
