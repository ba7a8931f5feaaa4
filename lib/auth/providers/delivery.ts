import type { OAuth2Provider } from "./types"

export const delivery: OAuth2Provider = {
  id: "delivery",
  name: "delivery.com",
  protocol: "oauth2",
  authorization: "https://api.delivery.com/third_party/authorize",
  token: "https://api.delivery.com/third_party/access_token",
  // delivery.com has no other scope.
  pkce: false,
  scope: "global",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.delivery.com/customer/account",
  // Undocumented: existing clients send the access token without "Bearer".
  headers: { authorization: "{access_token}" },
  profile: {
    id: "user.customer_id",
    name: "{user.first_name} {user.last_name}",
    email: "user.email",
  },
  console: "https://developers.delivery.com/",
}
