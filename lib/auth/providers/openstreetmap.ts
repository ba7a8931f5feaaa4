import type { OAuth2Provider } from "./types"

export const openstreetmap: OAuth2Provider = {
  id: "openstreetmap",
  name: "OpenStreetMap",
  protocol: "oauth2",
  authorization: "https://www.openstreetmap.org/oauth2/authorize",
  token: "https://www.openstreetmap.org/oauth2/token",
  revocation: "https://www.openstreetmap.org/oauth2/revoke",
  scope: "read_prefs",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.openstreetmap.org/api/0.6/user/details.json",
  profile: {
    id: "user.id",
    name: "user.display_name",
    image: "user.img.href",
  },
  console: "https://www.openstreetmap.org/oauth2/applications",
  color: "#7EBC6F",
  icon: "openstreetmap",
  localhost: "127.0.0.1",
}
