import type { OidcProvider } from "./types"

export const line: OidcProvider = {
  id: "line",
  name: "LINE",
  protocol: "oidc",
  settings: {
    issuer: "https://access.line.me",
  },
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "name",
    // LINE does not say whether the address is verified.
    email: "email",
    image: "picture",
  },
  idTokenAlg: "HS256",
  console: "https://developers.line.biz/console/",
  color: "#00C300",
  icon: "line",
  notes: ["Email addresses are returned once the channel has the email permission."],
}
