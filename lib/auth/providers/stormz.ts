import type { OAuth2Provider } from "./types"

export const stormz: OAuth2Provider = {
  id: "stormz",
  name: "Stormz",
  protocol: "oauth2",
  authorization: "https://stormz.me/oauth/authorize",
  token: "https://stormz.me/oauth/token",
  pkce: false,
  scope: "read",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.stormz.me/v1/user/me",
  profile: {
    id: "id",
    name: "name",
    // Nothing says that `confirmed_at` is about this address.
    email: "email",
    image: "avatar_url",
  },
  console: "https://developer.stormz.me/",
  gates: ["Stormz's support issues the keys."],
}
