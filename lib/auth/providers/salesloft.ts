import type { OAuth2Provider } from "./types"

export const salesloft: OAuth2Provider = {
  id: "salesloft",
  name: "Salesloft",
  protocol: "oauth2",
  authorization: "https://accounts.salesloft.com/oauth/authorize",
  token: "https://accounts.salesloft.com/oauth/token",
  // The scopes are set in the console.
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://api.salesloft.com/v2/me",
  profile: {
    id: "data.id",
    name: "data.name",
    email: "data.email",
  },
  console: "https://accounts.salesloft.com/oauth/applications",
}
