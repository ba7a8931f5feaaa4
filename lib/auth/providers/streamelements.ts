import type { OAuth2Provider } from "./types"

export const streamelements: OAuth2Provider = {
  id: "streamelements",
  name: "StreamElements",
  protocol: "oauth2",
  authorization: "https://api.streamelements.com/oauth2/authorize",
  token: "https://api.streamelements.com/oauth2/token",
  pkce: false,
  scope: "channel:read",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.streamelements.com/kappa/v2/channels/me",
  headers: { authorization: "oAuth {access_token}" },
  profile: { id: "_id", name: "displayName|username", email: "email", image: "avatar" },
  console: "https://docs.streamelements.com/docs/getting-started-1",
  gates: ["StreamElements issues keys on application."],
}
