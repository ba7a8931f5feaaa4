import type { OAuth2Provider } from "./types"

export const feedly: OAuth2Provider = {
  id: "feedly",
  name: "Feedly",
  protocol: "oauth2",
  authorization: "https://cloud.feedly.com/v3/auth/auth",
  token: "https://cloud.feedly.com/v3/auth/token",
  pkce: false,
  scope: "https://cloud.feedly.com/subscriptions",
  tokenAuth: "client_secret_post",
  userinfo: "https://cloud.feedly.com/v3/profile",
  profile: {
    id: "id",
    name: "{givenName} {familyName}",
    email: "email",
    image: "picture",
  },
  color: "#2BB24C",
  icon: "feedly",
  gates: ["Feedly issues client ids on request."],
}
