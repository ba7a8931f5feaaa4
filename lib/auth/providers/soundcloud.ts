import type { OAuth2Provider } from "./types"

export const soundcloud: OAuth2Provider = {
  id: "soundcloud",
  name: "SoundCloud",
  protocol: "oauth2",
  authorization: "https://secure.soundcloud.com/authorize",
  token: "https://secure.soundcloud.com/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.soundcloud.com/me",
  headers: {
    authorization: "OAuth {access_token}",
  },
  profile: {
    // SoundCloud is phasing out the numbers in `id`.
    id: "urn",
    name: "full_name|username",
    image: "avatar_url",
  },
  console: "https://soundcloud.com/you/apps",
  color: "#FF5500",
  icon: "soundcloud",
}
