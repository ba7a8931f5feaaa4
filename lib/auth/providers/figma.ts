import type { OAuth2Provider } from "./types"

export const figma: OAuth2Provider = {
  id: "figma",
  name: "Figma",
  protocol: "oauth2",
  authorization: "https://www.figma.com/oauth",
  token: "https://api.figma.com/v1/oauth/token",
  refresh: "https://api.figma.com/v1/oauth/refresh",
  scope: "current_user:read",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.figma.com/v1/me",
  profile: {
    id: "id",
    name: "handle",
    email: "email",
    image: "img_url",
  },
  console: "https://www.figma.com/developers/apps",
  color: "#F24E1E",
  icon: "figma",
  gates: ["A draft or private app is for your team or organization; Figma reviews public apps."],
}
