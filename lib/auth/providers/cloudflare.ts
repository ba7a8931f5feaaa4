import type { OAuth2Provider } from "./types"

export const cloudflare: OAuth2Provider = {
  id: "cloudflare",
  name: "Cloudflare",
  protocol: "oauth2",
  authorization: "https://dash.cloudflare.com/oauth2/auth",
  token: "https://dash.cloudflare.com/oauth2/token",
  scope: "user-details.read",
  tokenAuth: "client_secret_basic",
  // The OpenID Connect userinfo endpoint returns only `sub`.
  userinfo: "https://api.cloudflare.com/client/v4/user",
  success: "success=true",
  profile: { id: "result.id", name: "{result.first_name} {result.last_name}", email: "result.email" },
  console: "https://dash.cloudflare.com/?to=/:account/oauth-clients",
  color: "#F38020",
  icon: "cloudflare",
  notes: [
    "Register the client with the token authentication method client_secret_basic and the scope User Details Read.",
  ],
}
