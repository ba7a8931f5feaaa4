import type { OAuth2Provider } from "./types"

export const wrike: OAuth2Provider = {
  id: "wrike",
  name: "Wrike",
  protocol: "oauth2",
  authorization: "https://login.wrike.com/oauth2/authorize/v4",
  token: "https://login.wrike.com/oauth2/token",
  scope: "wsReadOnly",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  // The token response names the host of the account's region.
  userinfo: "https://{token.host}/api/v4/contacts?me=true",
  profile: {
    id: "data.0.id",
    name: "{data.0.firstName} {data.0.lastName}",
    email: "data.0.profiles.0.email",
    image: "data.0.avatarUrl",
  },
  console: "https://www.wrike.com/appconsole.htm",
}
