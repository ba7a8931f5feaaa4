import type { OAuth2Provider } from "./types"

export const linode: OAuth2Provider = {
  id: "linode",
  name: "Linode",
  protocol: "oauth2",
  authorization: "https://login.linode.com/oauth/authorize",
  token: "https://login.linode.com/oauth/token",
  pkce: false,
  scope: "account:read_only",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.linode.com/v4/profile",
  profile: {
    // `username` can change.
    id: "uid",
    name: "username",
    email: "email",
  },
  console: "https://cloud.linode.com/profile/clients",
  color: "#00A95C",
  icon: "linode@8.15.0",
}
