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
  console: "https://webflow.com/dashboard",
  color: "#146EF5",
  icon: "webflow",
  gates: [
    "The app needs the scope authorized_user:read.",
    "Only users of your workspace can sign in until the app is approved for Webflow's Marketplace.",
  ],
  notes: [
    "In a workspace's settings, the app is under Apps & Integrations, App Development, with the capability Data Client.",
  ],
}
