import type { OAuth2Provider } from "./types"

export const mention: OAuth2Provider = {
  id: "mention",
  name: "Mention",
  protocol: "oauth2",
  authorization: "https://web.mention.com/authorize",
  token: "https://web.mention.net/oauth/v2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  tokenParams: { response_type: "token" },
  userinfo: "https://api.mention.net/api/accounts/me",
  headers: { "accept-version": "1.19" },
  profile: {
    id: "account.id",
    name: "account.name",
    // Mention does not say whether the address is verified.
    email: "account.email",
  },
}
