import type { OidcProvider } from "./types"

export const authing: OidcProvider = {
  id: "authing",
  name: "Authing",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: {
    issuer: null,
  },
  pkce: false,
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  examples: {
    issuer: "https://acme.authing.cn/oidc",
  },
  gates: [
    "Doubtful: Authing's responses are not publicly documented: the entry follows OpenID Connect and another library.",
  ],
  notes: [
    "In the app's settings, set the token endpoint's authentication to client_secret_post and the signature of ID tokens to RS256.",
  ],
}
