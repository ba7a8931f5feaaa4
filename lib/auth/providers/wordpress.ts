import type { OAuth2Provider } from "./types"

export const wordpress: OAuth2Provider = {
  id: "wordpress",
  name: "WordPress.com",
  protocol: "oauth2",
  authorization: "https://public-api.wordpress.com/oauth2/authorize",
  token: "https://public-api.wordpress.com/oauth2/token",
  scope: "auth",
  tokenAuth: "client_secret_post",
  userinfo: "https://public-api.wordpress.com/rest/v1.1/me",
  profile: {
    id: "ID",
    name: "display_name|username",
    email: "email",
    // `verified` is about the account, not about the address.
    emailVerified: "email_verified",
    image: "avatar_URL",
  },
  console: "https://developer.wordpress.com/apps/",
  color: "#21759B",
  icon: "wordpress",
}
