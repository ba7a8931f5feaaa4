import type { OAuth2Provider } from "./types"

export const snapchat: OAuth2Provider = {
  id: "snapchat",
  name: "Snapchat",
  protocol: "oauth2",
  authorization: "https://accounts.snapchat.com/accounts/oauth2/auth",
  token: "https://accounts.snapchat.com/accounts/oauth2/token",
  // PKCE is documented only for clients without a secret.
  pkce: false,
  scope:
    "https://auth.snapchat.com/oauth2/api/user.external_id https://auth.snapchat.com/oauth2/api/user.display_name https://auth.snapchat.com/oauth2/api/user.bitmoji.avatar",
  tokenAuth: "client_secret_basic",
  // The URL contains a GraphQL query: {me{externalId displayName bitmoji{avatar}}}
  userinfo:
    "https://kit.snapchat.com/v1/me?query=%7Bme%7BexternalId%20displayName%20bitmoji%7Bavatar%7D%7D%7D",
  profile: {
    id: "data.me.externalId",
    name: "data.me.displayName",
    image: "data.me.bitmoji.avatar",
  },
  ids: "app",
  console: "https://kit.snapchat.com/manage/",
  color: "#FFFC00",
  icon: "snapchat",
  gates: ["Only demo users can sign in until Snap has approved the app."],
}
