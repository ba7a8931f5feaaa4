import type { OAuth2Provider } from "./types"

export const axosoft: OAuth2Provider = {
  id: "axosoft",
  name: "Axosoft",
  protocol: "oauth2",
  settings: {
    subdomain: null,
  },
  authorization: "https://{subdomain}.axosoft.com/auth",
  token: "https://{subdomain}.axosoft.com/api/oauth2/token",
  pkce: false,
  scope: "read",
  tokenAuth: "client_secret_post",
  profile: {
    id: "token.data.id",
    name: "{token.data.first_name} {token.data.last_name}",
    email: "token.data.email",
  },
  examples: {
    subdomain: "acme",
  },
}
