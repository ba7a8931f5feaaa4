import type { OAuth2Provider } from "./types"

export const teamleader: OAuth2Provider = {
  id: "teamleader",
  name: "Teamleader Focus",
  protocol: "oauth2",
  authorization: "https://focus.teamleader.eu/oauth2/authorize",
  token: "https://focus.teamleader.eu/oauth2/access_token",
  // The scopes are set when an app is registered.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.focus.teamleader.eu/users.me",
  userinfoForm: {},
  profile: {
    id: "data.id",
    name: "{data.first_name} {data.last_name}",
    email: "data.email",
    emailVerified: "data.email_verification_status",
    verifiedValues: ["confirmed"],
  },
  console: "https://marketplace.focus.teamleader.eu/build",
  gates: ["The app needs the scope users."],
}
