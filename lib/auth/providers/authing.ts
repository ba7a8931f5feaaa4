import type { OidcProvider } from "./types"

export const authing: OidcProvider = {
  id: "authing",
  name: "Authing",
  protocol: "oidc",
  settings: {
    issuer: null,
  },
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  examples: {
    issuer: "https://acme.authing.cn/oidc",
  },
  notes: [
    "In the app's settings, let the token endpoint take client_secret_post, and sign ID tokens with RS256.",
  ],
}
