import type { OAuth2Provider } from "./types"

export const aha: OAuth2Provider = {
  id: "aha",
  name: "Aha!",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/v1/me",
  profile: {
    id: "user.id",
    name: "user.name",
    // Aha! does not say whether the address is verified.
    email: "user.email",
  },
  examples: { issuer: "https://acme.aha.io" },
}
