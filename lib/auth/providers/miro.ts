import type { OAuth2Provider } from "./types"

export const miro: OAuth2Provider = {
  id: "miro",
  name: "Miro",
  protocol: "oauth2",
  authorization: "https://miro.com/oauth/authorize",
  token: "https://api.miro.com/v1/oauth/token",
  // The app's settings decide what a token may do. The information about the token itself needs no scope.
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.miro.com/v1/oauth-token",
  profile: {
    id: "user.id",
    name: "user.name",
  },
  console: "https://miro.com/app/settings/user-profile/apps",
  color: "#050038",
  notes: [
    "Each sign-in installs the app in a team of the user's.",
    "Tokens expire only if the app was created with that option; Miro then sends refresh tokens.",
  ],
}
