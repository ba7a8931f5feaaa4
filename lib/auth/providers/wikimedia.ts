import type { OAuth2Provider } from "./types"

export const wikimedia: OAuth2Provider = {
  id: "wikimedia",
  name: "Wikimedia",
  protocol: "oauth2",
  authorization: "https://meta.wikimedia.org/w/rest.php/oauth2/authorize",
  token: "https://meta.wikimedia.org/w/rest.php/oauth2/access_token",
  // The scopes are set when an app is registered.
  scope: "",
  tokenAuth: "client_secret_basic",
  userinfo: "https://meta.wikimedia.org/w/rest.php/oauth2/resource/profile",
  profile: {
    id: "sub",
    name: "username",
    email: "email",
    emailVerified: "confirmed_email",
  },
  console: "https://meta.wikimedia.org/wiki/Special:OAuthConsumerRegistration/propose/oauth2",
  color: "#006699",
  icon: "wikimediafoundation",
  gates: ["Only you can sign in until the app is approved."],
  notes: ["Email addresses need the grant to read private information."],
}
