import type { OAuth1Provider } from "./types"

export const discogs: OAuth1Provider = {
  id: "discogs",
  name: "Discogs",
  protocol: "oauth1",
  requestToken: "https://api.discogs.com/oauth/request_token",
  authorization: "https://www.discogs.com/oauth/authorize",
  token: "https://api.discogs.com/oauth/access_token",
  userinfo: "https://api.discogs.com/oauth/identity",
  profile: { id: "id", name: "username" },
  console: "https://www.discogs.com/settings/developers",
  color: "#333333",
  icon: "discogs",
}
