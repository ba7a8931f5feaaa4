import type { OAuth2Provider } from "./types"

export const imgur: OAuth2Provider = {
  id: "imgur",
  name: "Imgur",
  protocol: "oauth2",
  authorization: "https://api.imgur.com/oauth2/authorize",
  token: "https://api.imgur.com/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  success: "success=true",
  userinfo: "https://api.imgur.com/3/account/me",
  extraRequests: {
    settings: "https://api.imgur.com/3/account/me/settings",
  },
  profile: {
    id: "data.id",
    name: "data.url",
    email: "settings.data.email",
    image: "data.avatar",
  },
  console: "https://imgur.com/account/settings/apps",
  color: "#1BB76E",
  icon: "imgur",
}
