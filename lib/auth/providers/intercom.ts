import type { OAuth2Provider } from "./types"

export const intercom: OAuth2Provider = {
  id: "intercom",
  name: "Intercom",
  protocol: "oauth2",
  authorization: "https://app.intercom.com/oauth",
  token: "https://api.intercom.io/auth/eagle/token",
  // The scopes are set in the developer hub.
  pkce: false,
  scope: "",
  tokenAuth: "client_secret_post",
  userinfo: "https://api.intercom.io/me",
  profile: {
    id: "id",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    image: "avatar.image_url",
  },
  console: "https://app.intercom.com/a/apps/_/developer-hub",
  color: "#6AFDEF",
  icon: "intercom",
  localhost: "https",
  notes: ["The app needs the permission to read admins."],
}
