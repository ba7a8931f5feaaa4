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
  // email_verified counts: it comes with the date of the verification (docs.slack.dev/reference/methods/openid.connect.userInfo).
  // A token response with status 200 may be an error.
  success: "ok=true",
  // The ID token has no picture, and the metadata does not say that userinfo has one.
  userinfo: true,
  profile: {
    // A user id is unique only in its workspace.
    id: "{team}-{sub}",
    formerId: "sub",
    name: "name",
    email: "email",
    emailVerified: "email_verified",
    image: "picture",
  },
  hooks: { rawProfile: (claims) => ({ ...claims, team: claims["https://slack.com/team_id"] }) },
  console: "https://api.slack.com/apps",
  color: "#4A154B",
  icon: "logos:slack-icon",
  localhost: "https",
}
