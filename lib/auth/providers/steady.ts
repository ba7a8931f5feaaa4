import type { OAuth2Provider } from "./types"

export const steady: OAuth2Provider = {
  id: "steady",
  name: "Steady",
  protocol: "oauth2",
  authorization: "https://steadyhq.com/oauth/authorize",
  token: "https://steadyhq.com/api/v1/oauth/token",
  pkce: false,
  scope: "read",
  tokenAuth: "client_secret_post",
  tokenRequest: "json",
  userinfo: "https://steadyhq.com/api/v1/users/me",
  profile: {
    id: "data.id",
    name: "{data.attributes.first-name} {data.attributes.last-name}",
    // Steady does not say whether the address is verified.
    email: "data.attributes.email",
  },
  notes: ["Register the app in the backend of your Steady project, under Integrate, API."],
}
