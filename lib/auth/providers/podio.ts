import type { OAuth2Provider } from "./types"

export const podio: OAuth2Provider = {
  id: "podio",
  name: "Podio",
  protocol: "oauth2",
  authorization: "https://podio.com/oauth/authorize",
  token: "https://podio.com/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.podio.com/user/status",
  headers: { authorization: "OAuth2 {access_token}" },
  profile: {
    id: "user.user_id",
    name: "profile.name",
    // Podio only documents that this is the primary address.
    email: "user.mail",
    image: "profile.image.thumbnail_link",
  },
  console: "https://podio.com/settings/api",
  icon: "logos:podio",
}
