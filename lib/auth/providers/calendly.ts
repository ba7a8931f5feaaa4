import type { OAuth2Provider } from "./types"

export const calendly: OAuth2Provider = {
  id: "calendly",
  name: "Calendly",
  protocol: "oauth2",
  authorization: "https://auth.calendly.com/oauth/authorize",
  token: "https://auth.calendly.com/oauth/token",
  scope: "users:read",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.calendly.com/users/me",
  profile: {
    id: "resource.uri",
    name: "resource.name",
    email: "resource.email",
    image: "resource.avatar_url",
  },
  console: "https://developer.calendly.com/console/apps",
  color: "#006BFF",
  icon: "calendly",
  gates: ["The app needs the scope users:read."],
}
