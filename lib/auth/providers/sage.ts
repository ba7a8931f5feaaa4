import type { OAuth2Provider } from "./types"

export const sage: OAuth2Provider = {
  id: "sage",
  name: "Sage Accounting",
  protocol: "oauth2",
  authorization: "https://www.sageone.com/oauth2/auth/central",
  token: "https://oauth.accounting.sage.com/token",
  scope: "readonly",
  // The API of the userinfo endpoint.
  params: {
    filter: "apiv3.1",
  },
  tokenAuth: "client_secret_post",
  userinfo: "https://api.accounting.sage.com/v3.1/user",
  profile: {
    id: "id",
    name: "{first_name} {last_name}",
    email: "email",
  },
  console: "https://developerselfservice.sageone.com",
  color: "#00D639",
  icon: "sage",
}
