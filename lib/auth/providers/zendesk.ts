import type { OAuth2Provider } from "./types"

export const zendesk: OAuth2Provider = {
  id: "zendesk",
  name: "Zendesk",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/oauth/authorizations/new",
  token: "{issuer}/oauth/tokens",
  scope: "users:read",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  userinfo: "{issuer}/api/v2/users/me.json",
  profile: {
    // Null for an invalid access token.
    id: "user.id",
    name: "user.name",
    // A user may be verified through another address, so `verified` is not used.
    email: "user.email",
    image: "user.photo.content_url",
  },
  color: "#03363D",
  icon: "zendesk",
  examples: { issuer: "https://acme.zendesk.com" },
}
