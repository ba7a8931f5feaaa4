import type { OAuth2Provider } from "./types"

/** Any OAuth 2.0 service, configured only by environment variables. */
export const oauth2: OAuth2Provider = {
  id: "oauth2",
  name: "OAuth 2.0",
  protocol: "oauth2",
  settings: {
    authorization: null,
    token: null,
    userinfo: null,
    profile_id: "id|sub",
    profile_name: "name",
    profile_email: "email",
    profile_image: "picture|avatar_url",
  },
  authorization: "{authorization}",
  token: "{token}",
  userinfo: "{userinfo}",
  scope: "",
  // Whether the service verifies addresses is unknown, so they stay unverified.
  profile: { id: "{profile_id}", name: "{profile_name}", email: "{profile_email}", image: "{profile_image}" },
  icon: "own",
}
