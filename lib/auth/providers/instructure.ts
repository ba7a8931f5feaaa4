import type { OAuth2Provider } from "./types"

export const instructure: OAuth2Provider = {
  id: "instructure",
  name: "Canvas",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/login/oauth2/auth",
  token: "{issuer}/login/oauth2/token",
  pkce: false,
  scope: "url:GET|/api/v1/users/:user_id/profile",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/v1/users/self/profile",
  profile: {
    id: "id",
    name: "name",
    // Canvas does not say whether the address is verified.
    email: "primary_email",
    image: "avatar_url",
  },
  color: "#2A7BA0",
  icon: "instructure",
  examples: {
    issuer: "https://canvas.example.edu",
  },
}
