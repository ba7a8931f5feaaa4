import type { OidcProvider } from "./types"

export const yahooJapan: OidcProvider = {
  id: "yahoo-japan",
  name: "Yahoo! JAPAN",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: "https://auth.login.yahoo.co.jp/yconnect/v2",
  },
  scope: "openid profile email",
  // Without it, a visitor who declines goes to Yahoo! JAPAN's front page and not back.
  params: { bail: "1" },
  tokenAuth: "client_secret_basic",
  profile: {
    id: "sub",
    name: "name|nickname",
    email: "email",
    emailVerified: "email_verified",
    image: "picture",
  },
  console: "https://e.developer.yahoo.co.jp/dashboard/",
  color: "#FF0033",
  gates: [
    "Yahoo! JAPAN reviews each app that reads attributes, such as name and email address, through userinfo. Until then set AUTH_YAHOO_JAPAN_USERINFO=off.",
  ],
  notes: ["The id of a user is either the same for all apps, or different for each developer."],
}
