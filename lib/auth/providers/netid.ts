import type { OidcProvider } from "./types"

export const netid: OidcProvider = {
  id: "netid",
  name: "netID",
  protocol: "oidc",
  settings: {
    issuer: "https://broker.netid.de/",
  },
  scope: "openid profile email",
  tokenAuth: "client_secret_basic",
  profile: {
    id: "sub",
    name: "{given_name} {family_name}",
    email: "email",
    emailVerified: "email_verified",
  },
  console: "https://developerzone.netid.de",
  color: "#76B82A",
  localhost: "https",
  ids: "app",
  notes: ["Choose RS256 or ES256 as the client's token signing: the default is none."],
}
