import type { OAuth2Provider } from "./types"

export const atlassian: OAuth2Provider = {
  id: "atlassian",
  name: "Atlassian",
  protocol: "oauth2",
  authorization: "https://auth.atlassian.com/authorize",
  token: "https://auth.atlassian.com/oauth/token",
  scope: "read:me",
  params: { audience: "api.atlassian.com" },
  // developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps
  offline: { scope: "offline_access" },
  invalidGrant: ["error_description=refresh_token is invalid"],
  tokenAuth: "client_secret_post",
  userinfo: "https://api.atlassian.com/me",
  profile: { id: "account_id", name: "name|nickname", email: "email", image: "picture" },
  console: "https://developer.atlassian.com/console/myapps/",
  color: "#0052CC",
  icon: "atlassian",
  gates: ["Only you can sign in until the app's distribution is set to sharing."],
  notes: ["Add the User identity API with read:me to the app's permissions."],
}
