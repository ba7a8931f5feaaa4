import type { OAuth2Provider } from "./types"

export const laravelPassport: OAuth2Provider = {
  id: "laravel-passport",
  name: "Laravel Passport",
  protocol: "oauth2",
  settings: {
    issuer: null,
  },
  authorization: "{issuer}/oauth/authorize",
  token: "{issuer}/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/api/user",
  profile: {
    id: "id",
    name: "name",
    // What `email_verified_at` is worth, only the app knows.
    email: "email",
  },
  color: "#FF2D20",
  icon: "laravel",
  examples: {
    issuer: "https://app.example.com",
  },
  notes: ["The app must answer /api/user with the person whose token it is, as a fresh Laravel does."],
}
