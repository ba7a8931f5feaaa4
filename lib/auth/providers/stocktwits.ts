import type { OAuth2Provider } from "./types"

export const stocktwits: OAuth2Provider = {
  id: "stocktwits",
  name: "Stocktwits",
  protocol: "oauth2",
  authorization: "https://api.stocktwits.com/api/2/oauth/authorize",
  token: "https://api.stocktwits.com/api/2/oauth/token",
  pkce: false,
  scope: "read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  success: "response.status=200",
  // Stocktwits documents the access token only in the URL.
  userinfo: "https://api.stocktwits.com/api/2/account/verify.json?access_token={access_token}",
  profile: {
    id: "user.id",
    name: "user.name|user.username",
    image: "user.avatar_url_ssl",
  },
  console: "https://api.stocktwits.com/developers/apps/new",
}
