import type { OidcProvider } from "./types"

export const yahoo: OidcProvider = {
  id: "yahoo",
  name: "Yahoo",
  protocol: "oidc",
  settings: { issuer: "https://api.login.yahoo.com" },
  scope: "openid profile email",
  console: "https://developer.yahoo.com/apps/",
  color: "#6001D2",
  icon: "yahoo@9.21.0",
  notes: [
    "It calls back to https addresses alone.",
    "The app must be given the OpenID Connect permissions for profile and email.",
  ],
}
