import type { OAuth2Provider } from "./types"

export const moodle: OAuth2Provider = {
  id: "moodle",
  name: "Moodle",
  protocol: "oauth2",
  settings: { issuer: null },
  authorization: "{issuer}/local/oauth/login.php",
  token: "{issuer}/local/oauth/token.php",
  pkce: false,
  scope: "user_info",
  tokenAuth: "client_secret_post",
  userinfo: "{issuer}/local/oauth/user_info.php",
  profile: { id: "id", name: "{firstname} {lastname}|username", email: "email" },
  color: "#F98012",
  icon: "moodle",
  examples: { issuer: "https://moodle.example.edu" },
  gates: [
    "A Moodle administrator must install the plugin local_oauth: Moodle itself is no authorization server.",
  ],
}
