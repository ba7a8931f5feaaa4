import type { OAuth2Provider } from "./types"

export const kroger: OAuth2Provider = {
  id: "kroger",
  name: "Kroger",
  protocol: "oauth2",
  authorization: "https://api.kroger.com/v1/connect/oauth2/authorize",
  token: "https://api.kroger.com/v1/connect/oauth2/token",
  scope: "profile.compact",
  tokenAuth: "client_secret_basic",
  // The response has only an id.
  userinfo: "https://api.kroger.com/v1/identity/profile",
  profile: { id: "data.id" },
  console: "https://developer.kroger.com/manage/apps",
}
