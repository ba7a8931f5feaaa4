import type { OAuth2Provider } from "./types"

export const faceit: OAuth2Provider = {
  id: "faceit",
  name: "FACEIT",
  protocol: "oauth2",
  authorization: "https://accounts.faceit.com/accounts",
  token: "https://api.faceit.com/auth/v1/oauth/token",
  scope: "openid email profile",
  // Without it, the page passes the response to the window that opened it and does not redirect.
  params: { redirect_popup: "true" },
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.faceit.com/auth/v1/resources/userinfo",
  profile: {
    id: "guid",
    name: "nickname",
    email: "email",
    image: "picture",
  },
  console: "https://developers.faceit.com/apps",
  color: "#FF5500",
  icon: "faceit",
}
