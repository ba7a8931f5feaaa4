import type { OAuth2Provider } from "./types"

export const clio: OAuth2Provider = {
  id: "clio",
  name: "Clio",
  protocol: "oauth2",
  settings: {
    issuer: "https://app.clio.com",
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/v4/users/who_am_i.json?fields=id,name,email",
  profile: {
    id: "data.id",
    name: "data.name",
    email: "data.email",
  },
  console: "https://developers.clio.com",
  notes: [
    "For accounts outside the United States, set AUTH_CLIO_ISSUER to https://eu.app.clio.com, https://ca.app.clio.com or https://au.app.clio.com.",
  ],
}
