import type { OAuth2Provider } from "./types"

export const threads: OAuth2Provider = {
  id: "threads",
  name: "Threads",
  protocol: "oauth2",
  authorization: "https://threads.com/oauth/authorize",
  token: "https://graph.threads.com/oauth/access_token",
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
