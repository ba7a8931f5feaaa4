import type { OAuth2Provider } from "./types"

export const myanimelist: OAuth2Provider = {
  id: "myanimelist",
  name: "MyAnimeList",
  protocol: "oauth2",
  authorization: "https://myanimelist.net/v1/oauth2/authorize",
  token: "https://myanimelist.net/v1/oauth2/token",
  scope: "",
  // S256 is not supported.
  pkce: "plain",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.myanimelist.net/v2/users/@me",
  profile: { id: "id", name: "name", image: "picture" },
  console: "https://myanimelist.net/apiconfig",
  color: "#2E51A2",
  icon: "myanimelist",
}
