import type { OAuth2Provider } from "./types"

export const anilist: OAuth2Provider = {
  id: "anilist",
  name: "AniList",
  protocol: "oauth2",
  authorization: "https://anilist.co/api/v2/oauth/authorize",
  token: "https://anilist.co/api/v2/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://graphql.anilist.co",
  graphql: "{ Viewer { id name avatar { large } } }",
  profile: { id: "data.Viewer.id", name: "data.Viewer.name", image: "data.Viewer.avatar.large" },
  console: "https://anilist.co/settings/developer",
  color: "#02A9FF",
  icon: "anilist",
}
