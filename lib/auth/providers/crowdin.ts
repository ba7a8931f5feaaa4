import type { OAuth2Provider } from "./types"

export const crowdin: OAuth2Provider = {
  id: "crowdin",
  name: "Crowdin",
  protocol: "oauth2",
  authorization: "https://accounts.crowdin.com/oauth/authorize",
  token: "https://accounts.crowdin.com/oauth/token",
  // Crowdin requires a scope, and this is one of the narrowest.
  pkce: false,
  scope: "project.status",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  userinfo: "https://api.crowdin.com/api/v2/user",
  profile: {
    id: "data.id",
    name: "data.fullName|data.username",
    email: "data.email",
    image: "data.avatarUrl",
  },
  console: "https://crowdin.com/settings#oauth-apps",
  color: "#2E3340",
  icon: "crowdin",
  notes: [
    "Select the scope Project status when you register the app, or set another scope in AUTH_CROWDIN_SCOPE.",
  ],
}
