import type { OAuth2Provider } from "./types"

export const coursera: OAuth2Provider = {
  id: "coursera",
  name: "Coursera",
  protocol: "oauth2",
  authorization: "https://accounts.coursera.org/oauth2/v1/auth",
  token: "https://accounts.coursera.org/oauth2/v1/token",
  pkce: false,
  scope: "view_profile",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.coursera.org/api/externalBasicProfiles.v1?q=me&fields=name",
  profile: { id: "elements.0.id", name: "elements.0.name" },
  console: "https://accounts.coursera.org/console",
  color: "#0056D2",
  icon: "coursera",
  gates: ["Coursera issues keys only to business customers."],
}
