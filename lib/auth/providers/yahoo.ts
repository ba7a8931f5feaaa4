import type { OidcProvider } from "./types"

export const yahoo: OidcProvider = {
  id: "yahoo",
  name: "Yahoo",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://api.login.yahoo.com" },
  scope: "openid profile email",
  console: "https://developer.yahoo.com/apps/",
  color: "#6001D2",
  icon: "yahoo@9.21.0",
  localhost: "https",
  notes: ["The app needs the OpenID Connect permissions for profile and email."],
}
