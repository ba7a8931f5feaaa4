import type { OAuth2Provider } from "./types"

export const exactOnline: OAuth2Provider = {
  id: "exact-online",
  name: "Exact Online",
  protocol: "oauth2",
  // The domain of the country: nl, be, de, fr, es, co.uk, com.
  settings: { tld: "nl" },
  authorization: "https://start.exactonline.{tld}/api/oauth2/auth",
  token: "https://start.exactonline.{tld}/api/oauth2/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://start.exactonline.{tld}/api/v1/current/Me?$select=UserID,FullName,Email",
  profile: { id: "d.results.0.UserID", name: "d.results.0.FullName", email: "d.results.0.Email" },
  console: "https://apps.exactonline.com",
}
