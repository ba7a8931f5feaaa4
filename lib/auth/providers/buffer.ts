import type { OAuth2Provider } from "./types"

export const buffer: OAuth2Provider = {
  id: "buffer",
  name: "Buffer",
  protocol: "oauth2",
  authorization: "https://auth.buffer.com/auth",
  token: "https://auth.buffer.com/token",
  revocation: "https://auth.buffer.com/token/revocation",
  scope: "account:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.buffer.com",
  graphql: "{ account { id email name avatar } }",
  profile: {
    id: "data.account.id",
    name: "data.account.name",
    // Buffer does not say whether the address is verified.
    email: "data.account.email",
    image: "data.account.avatar",
  },
  console: "https://buffer.com/developers/apps",
  color: "#231F20",
  icon: "buffer",
}
