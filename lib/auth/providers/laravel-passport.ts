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
    // The meaning of `email_verified_at` depends on the app.
    email: "email",
  },
  color: "#FF2D20",
  icon: "laravel",
  examples: {
    issuer: "https://app.example.com",
  },
  notes: ["The app must return the access token's user at /api/user, as a new Laravel app does."],
}
