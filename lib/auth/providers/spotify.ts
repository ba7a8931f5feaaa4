import type { OAuth2Provider } from "./types"

export const spotify: OAuth2Provider = {
  id: "spotify",
  name: "Spotify",
  protocol: "oauth2",
  authorization: "https://accounts.spotify.com/authorize",
  token: "https://accounts.spotify.com/api/token",
  scope: "user-read-email",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.spotify.com/v1/me",
  profile: {
    // The user id may change; Spotify asks for `account_id` to link accounts, since May 2026.
    id: "account_id:{account_id}",
    formerId: "id",
    name: "display_name",
    email: "email",
    image: "images.0.url",
  },
  console: "https://developer.spotify.com/dashboard",
  color: "#1ED760",
  icon: "spotify",
  gates: [
    "The app's owner needs Spotify Premium, and only five users whom you list can sign in, until Spotify grants the extended quota.",
  ],
  notes: ["An app in development mode gets no email address, since February 2026."],
  localhost: "127.0.0.1",
}
