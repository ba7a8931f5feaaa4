import type { OAuth2Provider } from "./types"

export const intuit: OAuth2Provider = {
  id: "intuit",
  name: "Intuit",
  protocol: "oauth2",
  // For development keys: https://sandbox-accounts.platform.intuit.com
  settings: { accounts: "https://accounts.platform.intuit.com" },
  authorization: "https://appcenter.intuit.com/connect/oauth2",
  token: "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
  scope: "openid profile email",
  tokenAuth: "client_secret_basic",
  userinfo: "{accounts}/v1/openid_connect/userinfo",
  profile: {
    id: "sub",
    name: "{givenName} {familyName}",
    email: "email",
    emailVerified: "emailVerified",
  },
  console: "https://developer.intuit.com/app/developer/dashboard",
  color: "#236CFF",
  icon: "intuit",
}
