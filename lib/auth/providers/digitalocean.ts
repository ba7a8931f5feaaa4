import type { OAuth2Provider } from "./types"

export const digitalocean: OAuth2Provider = {
  id: "digitalocean",
  name: "DigitalOcean",
  protocol: "oauth2",
  authorization: "https://cloud.digitalocean.com/v1/oauth/authorize",
  token: "https://cloud.digitalocean.com/v1/oauth/token",
  scope: "read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.digitalocean.com/v2/account",
  profile: {
    id: "account.uuid",
    name: "account.name",
    email: "account.email",
  },
  console: "https://cloud.digitalocean.com/account/api/applications",
  color: "#0080FF",
  icon: "digitalocean",
}
