import type { OAuth2Provider } from "./types"

export const instagram: OAuth2Provider = {
  id: "instagram",
  name: "Instagram",
  protocol: "oauth2",
  // Business Login. The Basic Display API, with other URLs and scopes, ended in December 2024.
  authorization: "https://www.instagram.com/oauth/authorize",
  token: "https://api.instagram.com/oauth/access_token",
  longLived: {
    exchange:
      "https://graph.instagram.com/access_token?grant_type=ig_exchange_token&client_secret={client_secret}",
    renewBeforeDays: 30,
  },
  refresh: "https://graph.instagram.com/refresh_access_token?grant_type=ig_refresh_token",
  // "The access token has expired", was revoked, or is otherwise invalid.
  invalidGrant: ["error.code=190"],
  scope: "instagram_business_basic",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://graph.instagram.com/me?fields=user_id,username,name,profile_picture_url",
  profile: { id: "user_id", name: "name|username", image: "profile_picture_url" },
  console: "https://developers.facebook.com/apps/",
  color: "#FF0069",
  notes: [
    "Only professional accounts can sign in.",
    "The callback address must use https.",
    "Instagram returns no email address.",
  ],
  icon: "instagram",
}
