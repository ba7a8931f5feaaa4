import type { OidcProvider } from "./types"

export const yahoo: OidcProvider = {
  id: "yahoo",
  name: "Yahoo",
  protocol: "oidc",
  settings: { issuer: "https://api.login.yahoo.com" },
  scope: "openid profile email",
  console: "https://developer.yahoo.com/apps/",
  notes: [
    "It calls back to https addresses alone.",
    "The app must be given the OpenID Connect permissions for profile and email.",
  ],
}
