import type { OAuth2Provider } from "./types"

export const strava: OAuth2Provider = {
  id: "strava",
  name: "Strava",
  protocol: "oauth2",
  authorization: "https://www.strava.com/oauth/authorize",
  token: "https://www.strava.com/api/v3/oauth/token",
  scope: "read",
  scopeSeparator: ",",
  invalidGrant: ["errors.0.resource=RefreshToken"],
  tokenAuth: "client_secret_post",
  userinfo: "https://www.strava.com/api/v3/athlete",
  profile: {
    id: "id",
    name: "{firstname} {lastname}|username",
    image: "profile",
  },
  console: "https://www.strava.com/settings/api",
  color: "#FC4C02",
  icon: "strava",
  gates: [
    "Creating an app needs a Strava subscription.",
    "Only you can sign in until you raise the app's access in its settings: to ten users at once, to more after a review.",
  ],
}
