import type { OAuth2Provider } from "./types"

export const threads: OAuth2Provider = {
  id: "threads",
  name: "Threads",
  protocol: "oauth2",
  authorization: "https://threads.com/oauth/authorize",
  token: "https://graph.threads.com/oauth/access_token",
  longLived: {
    exchange:
      "https://graph.threads.com/access_token?grant_type=th_exchange_token&client_secret={client_secret}",
    renewBeforeDays: 30,
  },
  refresh: "https://graph.threads.com/refresh_access_token?grant_type=th_refresh_token",
  // "The access token has expired", was revoked, or is otherwise invalid.
  invalidGrant: ["error.code=190"],
  pkce: false,
  scope: "threads_basic",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://graph.threads.com/v1.0/me?fields=id,username,name,threads_profile_picture_url",
  profile: {
    id: "id",
    name: "name|username",
    image: "threads_profile_picture_url",
  },
  console: "https://developers.facebook.com/apps/",
  color: "#000000",
  icon: "threads",
  notes: ["The callback address must use https."],
}
