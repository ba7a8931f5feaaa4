import type { OAuth2Provider } from "./types"

export const paypal: OAuth2Provider = {
  id: "paypal",
  name: "PayPal",
  protocol: "oauth2",
  settings: {
    domain: "paypal.com",
  },
  authorization: "https://www.{domain}/signin/authorize",
  // PayPal documents this parameter in every authorization URL.
  params: { flowEntry: "static" },
  token: "https://api-m.{domain}/v1/oauth2/token",
  scope: "openid profile email",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api-m.{domain}/v1/identity/oauth2/userinfo?schema=paypalv1.1",
  profile: {
    // A URL; PayPal creates one for each user and app.
    id: "user_id",
    name: "name",
    email: "emails[primary=true].value",
  },
  console: "https://developer.paypal.com/dashboard/applications",
  color: "#002991",
  icon: "paypal",
  gates: ["PayPal reviews a live app before other users can sign in."],
  localhost: "127.0.0.1",
  notes: ["For sandbox keys, set AUTH_PAYPAL_DOMAIN=sandbox.paypal.com."],
}
