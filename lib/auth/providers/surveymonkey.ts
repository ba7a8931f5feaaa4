import type { OAuth2Provider } from "./types"

export const surveymonkey: OAuth2Provider = {
  id: "surveymonkey",
  name: "SurveyMonkey",
  protocol: "oauth2",
  authorization: "https://api.surveymonkey.com/oauth/authorize",
  token: "https://api.surveymonkey.com/oauth/token",
  // Not documented, and switched off in the list of Nango, which has many apps of this service.
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "{token.access_url}/v3/users/me",
  profile: {
    id: "id",
    name: "{first_name} {last_name}|username",
    // The documentation does not define `email_verified`, so it is not used.
    email: "email",
  },
  console: "https://developer.surveymonkey.com/apps/",
  color: "#00BF6F",
  icon: "surveymonkey",
  gates: ["The app needs the scope View Users."],
}
