import type { OAuth2Provider } from "./types"

export const netlify: OAuth2Provider = {
  id: "netlify",
  name: "Netlify",
  protocol: "oauth2",
  authorization: "https://app.netlify.com/authorize",
  token: "https://api.netlify.com/oauth/token",
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.netlify.com/api/v1/user",
  profile: { id: "id", name: "full_name", email: "email", image: "avatar_url" },
  console: "https://app.netlify.com/user/applications",
  color: "#00C7B7",
  icon: "netlify",
}
