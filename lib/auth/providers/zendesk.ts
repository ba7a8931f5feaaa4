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
    // Null for a token that is not good.
    id: "user.id",
    name: "user.name",
    // That a person is verified may be due to another address of theirs.
    email: "user.email",
    image: "user.photo.content_url",
  },
  color: "#03363D",
  icon: "zendesk",
  examples: { issuer: "https://acme.zendesk.com" },
}
