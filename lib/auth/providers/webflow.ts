import type { OAuth2Provider } from "./types"

export const webflow: OAuth2Provider = {
  id: "webflow",
  name: "Webflow",
  protocol: "oauth2",
  authorization: "https://webflow.com/oauth/authorize",
  token: "https://api.webflow.com/oauth/access_token",
  scope: "authorized_user:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.webflow.com/v2/token/authorized_by",
  profile: {
    id: "id",
    name: "{firstName} {lastName}",
    email: "email",
  },
  color: "#146EF5",
  icon: "webflow",
  notes: ["The app needs the scope authorized_user:read."],
}
