import type { OAuth2Provider } from "./types"

export const shikimori: OAuth2Provider = {
  id: "shikimori",
  name: "Shikimori",
  protocol: "oauth2",
  // Its domain changes now and then.
  settings: { issuer: "https://shikimori.one", application: null },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  // An app gets the scope email only if it was registered with it.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/users/whoami",
  // It wants the name that the app was registered with.
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
