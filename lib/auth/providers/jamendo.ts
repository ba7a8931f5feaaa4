import type { OAuth2Provider } from "./types"

export const jamendo: OAuth2Provider = {
  id: "jamendo",
  name: "Jamendo",
  protocol: "oauth2",
  authorization: "https://api.jamendo.com/v3.0/oauth/authorize",
  token: "https://api.jamendo.com/v3.0/oauth/grant",
  // Jamendo has no other scope.
  pkce: false,
  scope: "music",
  tokenAuth: "client_secret_post",
  success: "headers.status=success",
  // Jamendo accepts the access token only in the URL.
  userinfo:
    "https://api.jamendo.com/v3.0/users/?client_id={client_id}&format=json&access_token={access_token}",
  profile: {
    id: "results.0.id",
    name: "results.0.dispname|results.0.name",
    image: "results.0.image",
  },
  console: "https://developer.jamendo.com/",
  gates: [
    "Doubtful: Jamendo's documentation is undated, and nothing from 2025 or later shows that its OAuth works.",
  ],
}
