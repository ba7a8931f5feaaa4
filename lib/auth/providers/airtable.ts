import type { OAuth2Provider } from "./types"

export const airtable: OAuth2Provider = {
  id: "airtable",
  name: "Airtable",
  protocol: "oauth2",
  authorization: "https://airtable.com/oauth2/v1/authorize",
  token: "https://airtable.com/oauth2/v1/token",
  scope: "user.email:read",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.airtable.com/v0/meta/whoami",
  profile: {
    id: "id",
    email: "email",
  },
  console: "https://airtable.com/create/oauth",
  color: "#18BFFF",
  icon: "airtable",
}
