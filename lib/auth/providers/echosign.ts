import type { OAuth2Provider } from "./types"

export const echosign: OAuth2Provider = {
  id: "echosign",
  name: "Adobe Acrobat Sign",
  protocol: "oauth2",
  // The region of the owner's account.
  settings: { shard: null },
  authorization: "https://secure.{shard}.adobesign.com/public/oauth/v2",
  token: "https://api.{shard}.adobesign.com/oauth/v2/token",
  refresh: "https://api.{shard}.adobesign.com/oauth/v2/refresh",
  pkce: false,
  scope: "user_read:self",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.{shard}.adobesign.com/api/rest/v6/users/me",
  profile: {
    id: "id",
    name: "{firstName} {lastName}",
    email: "email",
  },
  examples: { shard: "na1" },
  notes: ["Register the app in your Acrobat Sign account, under Acrobat Sign API, API Applications."],
}
