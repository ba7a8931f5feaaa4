import type { OAuth2Provider } from "./types"

export const garmin: OAuth2Provider = {
  id: "garmin",
  name: "Garmin",
  protocol: "oauth2",
  // Garmin is shutting down its OAuth 1.0a endpoints.
  authorization: "https://connect.garmin.com/oauth2Confirm",
  token: "https://diauth.garmin.com/di-oauth2-service/oauth/token",
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://apis.garmin.com/wellness-api/rest/user/id",
  profile: { id: "userId" },
  console: "https://developerportal.garmin.com",
  color: "#000000",
  icon: "garmin",
  gates: ["Garmin issues keys to companies in its developer programme, after a review."],
}
