import type { OAuth2Provider } from "./types"

export const propelauth: OAuth2Provider = {
  id: "propelauth",
  name: "PropelAuth",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/propelauth/oauth/authorize",
  token: "{issuer}/propelauth/oauth/token",
  pkce: false,
  scope: "email profile",
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/propelauth/oauth/userinfo",
  profile: { id: "user_id", name: "{first_name} {last_name}|username", email: "email", image: "picture_url" },
  console: "https://app.propelauth.com",
  examples: { issuer: "https://auth.example.com" },
}
