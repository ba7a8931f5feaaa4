import type { OAuth2Provider } from "./types"

export const getbase: OAuth2Provider = {
  id: "getbase",
  name: "Zendesk Sell",
  protocol: "oauth2",
  authorization: "https://api.getbase.com/oauth2/authorize",
  token: "https://api.getbase.com/oauth2/token",
  // Zendesk documents that Sell does not support PKCE.
  pkce: false,
  scope: "profile",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.getbase.com/v2/users/self",
  profile: { id: "data.id", name: "data.name", email: "data.email" },
  gates: [
    "Zendesk Sell has no new customers and ends on 31 August 2027; apps are registered inside an existing account.",
  ],
}
