import type { OAuth2Provider } from "./types"

export const streamlabs: OAuth2Provider = {
  id: "streamlabs",
  name: "Streamlabs",
  protocol: "oauth2",
  authorization: "https://streamlabs.com/api/v2.0/authorize",
  token: "https://streamlabs.com/api/v2.0/token",
  // Streamlabs requires a scope, and none covers only the account.
  pkce: false,
  scope: "donations.read",
  tokenAuth: "client_secret_post",
  userinfo: "https://streamlabs.com/api/v2.0/user",
  profile: {
    id: "streamlabs.id",
    name: "streamlabs.display_name|streamlabs.username",
    image: "streamlabs.thumbnail",
  },
  console: "https://streamlabs.com/dashboard#/settings/api-settings",
  color: "#80F5D2",
  icon: "streamlabs",
  gates: ["Only users on the allow list of the app can sign in until Streamlabs has approved it."],
}
