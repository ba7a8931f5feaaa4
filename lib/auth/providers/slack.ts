import type { OidcProvider } from "./types"

export const slack: OidcProvider = {
  id: "slack",
  name: "Slack",
  protocol: "oidc",
  settings: { issuer: "https://slack.com" },
  scope: "openid profile email",
  tokenAuth: "client_secret_post",
  // With PKCE, openid.connect.token answers internal_error: it takes a client secret and no verifier.
  pkce: false,
  // A token response with status 200 may be an error.
  success: "ok=true",
  // The ID token has no picture, and the metadata does not say that userinfo has one.
  userinfo: true,
  console: "https://api.slack.com/apps",
  color: "#4A154B",
  icon: "logos:slack-icon",
  notes: ["The callback address must use https."],
}
