import type { OAuth2Provider } from "./types"

export const projectplace: OAuth2Provider = {
  id: "projectplace",
  name: "Planview ProjectPlace",
  protocol: "oauth2",
  // For an account with its own host, https://acme.projectplace.com: acme
  settings: { subdomain: "api" },
  authorization: "https://{subdomain}.projectplace.com/oauth2/authorize",
  token: "https://{subdomain}.projectplace.com/oauth2/access_token",
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  tokenType: "bearer",
  userinfo: "https://{subdomain}.projectplace.com/1/user/me/profile",
  profile: { id: "id", name: "{first_name} {last_name}", email: "email" },
}
