import type { OAuth1Provider } from "./types"

/** Any OAuth 1.0a service, configured only by environment variables. */
export const oauth1: OAuth1Provider = {
  id: "oauth1",
  name: "OAuth 1.0a",
  protocol: "oauth1",
  custom: true,
  settings: {
    request_token: null,
    authorization: null,
    token: null,
    userinfo: null,
    params: "",
    profile_id: "id_str|id",
    profile_name: "name",
    profile_email: "email",
    profile_email_verified: "",
    profile_image: "picture|avatar_url",
  },
  requestToken: "{request_token}",
  authorization: "{authorization}",
  token: "{token}",
  userinfo: "{userinfo}",
  // Without `profile_email_verified`, addresses stay unverified.
  profile: { id: "{profile_id}", name: "{profile_name}", email: "{profile_email}", image: "{profile_image}" },
  icon: "own",
  examples: {
    request_token: "https://acme.example/oauth/request_token",
    authorization: "https://acme.example/oauth/authorize",
    token: "https://acme.example/oauth/access_token",
    userinfo: "https://api.acme.example/me",
    params: "scope=read",
    profile_email_verified: "email_verified",
  },
  notes: ["A second service: AUTH_OAUTH1_ACME_ID and the like give the provider oauth1-acme."],
}
