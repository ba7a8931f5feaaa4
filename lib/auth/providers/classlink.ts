import type { OAuth2Provider } from "./types"

export const classlink: OAuth2Provider = {
  id: "classlink",
  name: "ClassLink",
  protocol: "oauth2",
  authorization: "https://launchpad.classlink.com/oauth2/v2/auth",
  token: "https://launchpad.classlink.com/oauth2/v2/token",
  pkce: false,
  scope: "profile",
  tokenAuth: "client_secret_post",
  userinfo: "https://nodeapi.classlink.com/v2/my/info",
  profile: {
    id: "UserId",
    name: "DisplayName|{FirstName} {LastName}",
    email: "Email",
  },
}
