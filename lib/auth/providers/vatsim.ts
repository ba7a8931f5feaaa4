import type { OAuth2Provider } from "./types"

export const vatsim: OAuth2Provider = {
  id: "vatsim",
  name: "VATSIM",
  protocol: "oauth2",
  // For tests: https://auth-dev.vatsim.net
  settings: { issuer: "https://auth.vatsim.net" },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  pkce: false,
  scope: "full_name email",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/user",
  profile: { id: "data.cid", name: "data.personal.name_full", email: "data.personal.email" },
}
