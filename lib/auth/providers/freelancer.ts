import type { OAuth2Provider } from "./types"

export const freelancer: OAuth2Provider = {
  id: "freelancer",
  name: "Freelancer",
  protocol: "oauth2",
  authorization: "https://accounts.freelancer.com/oauth/authorise",
  token: "https://accounts.freelancer.com/oauth/token",
  pkce: false,
  scope: "basic",
  tokenAuth: "client_secret_post",
  userinfo: "https://www.freelancer.com/api/users/0.1/self/",
  headers: { "freelancer-oauth-v1": "{access_token}" },
  success: "status=success",
  profile: { id: "result.id", name: "result.display_name|result.username", email: "result.email" },
  console: "https://accounts.freelancer.com/settings/develop",
  color: "#29B2FE",
  icon: "freelancer",
}
