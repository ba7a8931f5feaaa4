import type { OAuth2Provider } from "./types"

export const amazon: OAuth2Provider = {
  id: "amazon",
  name: "Amazon",
  protocol: "oauth2",
  authorization: "https://www.amazon.com/ap/oa",
  token: "https://api.amazon.com/auth/o2/token",
  scope: "profile",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.amazon.com/user/profile",
  profile: { id: "user_id", name: "name", email: "email" },
  console: "https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html",
  color: "#FF9900",
  icon: "amazon@14.15.0",
  notes: ["The callback address must use https, except on localhost."],
}
