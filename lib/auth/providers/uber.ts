import type { OAuth2Provider } from "./types"

export const uber: OAuth2Provider = {
  id: "uber",
  name: "Uber",
  protocol: "oauth2",
  authorization: "https://auth.uber.com/oauth/v2/authorize",
  token: "https://auth.uber.com/oauth/v2/token",
  revocation: "https://auth.uber.com/oauth/v2/revoke",
  pkce: false,
  scope: "profile",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.uber.com/v3/me",
  profile: {
    id: "sub",
    name: "{given_name} {family_name}",
    // The verified flag needs a scope that Uber grants separately.
    email: "email",
    image: "picture",
  },
  console: "https://developer.uber.com/dashboard",
  color: "#000000",
  icon: "uber",
  gates: ["Uber must approve the app before it may read profiles."],
}
