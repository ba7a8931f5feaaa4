import type { OAuth2Provider } from "./types"

export const trakt: OAuth2Provider = {
  id: "trakt",
  name: "Trakt",
  protocol: "oauth2",
  authorization: "https://trakt.tv/oauth/authorize",
  token: "https://api.trakt.tv/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  // The profile endpoint has only the slug, which passes to another user together with the user name.
  userinfo: "https://api.trakt.tv/users/settings",
  headers: { "trakt-api-version": "2", "trakt-api-key": "{client_id}" },
  profile: { id: "user.ids.uuid", name: "user.name|user.username", image: "user.images.avatar.full" },
  console: "https://trakt.tv/oauth/applications",
  color: "#9F42C6",
  icon: "trakt",
}
