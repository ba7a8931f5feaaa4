import type { OAuth2Provider } from "./types"

export const facebook: OAuth2Provider = {
  id: "facebook",
  name: "Facebook",
  protocol: "oauth2",
  // Each version of the Graph API is supported for two years; this one until July 2028.
  settings: { version: "v25.0" },
  authorization: "https://www.facebook.com/{version}/dialog/oauth",
  token: "https://graph.facebook.com/{version}/oauth/access_token",
  scope: "email public_profile",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo:
    "https://graph.facebook.com/{version}/me?fields=id,name,email,picture&appsecret_proof={token_hmac}",
  profile: {
    id: "id",
    name: "name",
    email: "email",
    image: "picture.data.url",
  },
  ids: "app",
  console: "https://developers.facebook.com/apps/",
  color: "#0866FF",
  icon: "facebook",
  gates: [
    "In development mode only users with a role in the app can sign in: switch it to live mode, with advanced access to email and public_profile.",
  ],
}
