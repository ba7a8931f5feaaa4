import type { OAuth2Provider } from "./types"

export const shikimori: OAuth2Provider = {
  id: "shikimori",
  name: "Shikimori",
  protocol: "oauth2",
  // Shikimori's domain changes from time to time.
  settings: { issuer: "https://shikimori.one", application: null },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  // The scope `email` works only for an app that was registered with it.
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/users/whoami",
  // Shikimori requires the app's registered name as user agent.
  tokenHeaders: { "user-agent": "{application}" },
  headers: { "user-agent": "{application}" },
  profile: {
    id: "id",
    name: "nickname",
    email: "email",
    image: "image.x160",
  },
  console: "https://shikimori.one/oauth/applications",
  color: "#343434",
  icon: "shikimori",
  examples: { application: "My App" },
}
