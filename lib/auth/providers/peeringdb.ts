import type { OAuth2Provider } from "./types"

export const peeringdb: OAuth2Provider = {
  id: "peeringdb",
  name: "PeeringDB",
  protocol: "oauth2",
  authorization: "https://auth.peeringdb.com/oauth2/authorize/",
  token: "https://auth.peeringdb.com/oauth2/token/",
  pkce: false,
  scope: "profile email",
  tokenAuth: "client_secret_post",
  userinfo: "https://auth.peeringdb.com/profile/v1",
  profile: {
    id: "id",
    name: "name|{given_name} {family_name}",
    email: "email",
    emailVerified: "verified_email",
  },
  console: "https://peeringdb.com/oauth2/applications/",
}
