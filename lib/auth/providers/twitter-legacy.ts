import type { OAuth1Provider } from "./types"

export const twitterLegacy: OAuth1Provider = {
  id: "twitter-legacy",
  name: "X (OAuth 1.0a)",
  protocol: "oauth1",
  settings: { issuer: "https://api.x.com" },
  requestToken: "{issuer}/oauth/request_token",
  authorization: "{issuer}/oauth/authenticate",
  token: "{issuer}/oauth/access_token",
  userinfo: "{issuer}/1.1/account/verify_credentials.json?include_email=true",
  profile: {
    // The number in `id` is too large for JavaScript.
    id: "id_str",
    name: "name|screen_name",
    // X does not say whether the address is verified.
    email: "email",
    image: "profile_image_url_https",
  },
  console: "https://console.x.com",
  color: "#000000",
  icon: "x",
  localhost: "127.0.0.1",
}
