import type { OAuth2Provider } from "./types"

export const concept2: OAuth2Provider = {
  id: "concept2",
  name: "Concept2",
  protocol: "oauth2",
  authorization: "https://log.concept2.com/oauth/authorize",
  token: "https://log.concept2.com/oauth/access_token",
  scope: "user:read",
  scopeSeparator: ",",
  tokenAuth: "client_secret_post",
  userinfo: "https://log.concept2.com/api/users/me",
  headers: { accept: "application/vnd.c2logbook.v1+json" },
  profile: { id: "data.id", name: "data.username", email: "data.email", image: "data.profile_image" },
  console: "https://log.concept2.com/developers/keys",
  gates: ["Concept2 issues keys for the live logbook once the app has worked with log-dev.concept2.com."],
}
