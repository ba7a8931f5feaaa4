import type { OAuth2Provider } from "./types"

export const pipedrive: OAuth2Provider = {
  id: "pipedrive",
  name: "Pipedrive",
  protocol: "oauth2",
  authorization: "https://oauth.pipedrive.com/oauth/authorize",
  token: "https://oauth.pipedrive.com/oauth/token",
  // The scopes are set in the console.
  // Not documented, and switched off in the list of Nango, which has many apps of this service.
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.pipedrive.com/v1/users/me",
  profile: {
    id: "data.id",
    name: "data.name",
    email: "data.email",
    image: "data.icon_url",
  },
  console: "https://developers.pipedrive.com/",
  gates: ["Pipedrive approves public apps; a private app is for users whom you select."],
}
