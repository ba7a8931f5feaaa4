import type { OAuth2Provider } from "./types"

export const zoom: OAuth2Provider = {
  id: "zoom",
  name: "Zoom",
  protocol: "oauth2",
  authorization: "https://zoom.us/oauth/authorize",
  token: "https://zoom.us/oauth/token",
  // The scopes are set in the app; classic and granular apps name them differently.
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://api.zoom.us/v2/users/me",
  profile: {
    id: "id",
    name: "{first_name} {last_name}|display_name",
    email: "email",
    emailVerified: "verified",
    verifiedValues: [1],
    image: "pic_url",
  },
  console: "https://marketplace.zoom.us/develop/create",
  color: "#0B5CFF",
  icon: "zoom",
  gates: ["Add the scope user:read:user in the app's settings."],
}
