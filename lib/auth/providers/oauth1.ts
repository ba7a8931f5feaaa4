import type { OAuth1Provider } from "./types"

/** Any OAuth 1.0a service, configured only by environment variables. */
export const oauth1: OAuth1Provider = {
  id: "oauth1",
  name: "OAuth 1.0a",
  protocol: "oauth1",
  settings: {
    request_token: null,
    authorization: null,
    token: null,
    userinfo: null,
    profile_id: "id_str|id",
    profile_name: "name",
    profile_email: "email",
    profile_image: "picture|avatar_url",
  },
  requestToken: "{request_token}",
  authorization: "{authorization}",
  token: "{token}",
  userinfo: "{userinfo}",
  // Whether the service verifies addresses is unknown, so they stay unverified.
  profile: { id: "{profile_id}", name: "{profile_name}", email: "{profile_email}", image: "{profile_image}" },
  icon: "own",
}
