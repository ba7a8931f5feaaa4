import type { OAuth2Provider } from "./types"

export const withings: OAuth2Provider = {
  id: "withings",
  name: "Withings",
  protocol: "oauth2",
  authorization: "https://account.withings.com/oauth2_user/authorize2",
  token: "https://wbsapi.withings.net/v2/oauth2",
  // Every app may request this scope; `user.info` needs a contract.
  pkce: false,
  scope: "user.activity",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenParams: {
    action: "requesttoken",
  },
  tokenType: "bearer",
  success: "status=0",
  tokenPaths: {
    access_token: "body.access_token",
    refresh_token: "body.refresh_token",
    expires_in: "body.expires_in",
  },
  // The token response has the id; no endpoint has a name or an email address.
  profile: {
    id: "token.body.userid",
  },
  console: "https://developer.withings.com/dashboard/",
}
