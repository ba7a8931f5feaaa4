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
    // LINE never says whether it is verified.
    email: "email",
    image: "picture",
  },
  idTokenAlg: "HS256",
  console: "https://developers.line.biz/console/",
  color: "#00C300",
  icon: "line",
  notes: ["Addresses come once the channel was granted the email permission."],
}
