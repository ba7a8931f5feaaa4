import type { OAuth2Provider } from "./types"

/** Any OAuth 2.0 service, configured only by environment variables. */
export const oauth2: OAuth2Provider = {
  id: "oauth2",
  name: "OAuth 2.0",
  protocol: "oauth2",
  custom: true,
  settings: {
    authorization: null,
    token: null,
    userinfo: null,
    issuer: "",
    revocation: "",
    params: "",
    token_params: "",
    headers: "",
    scope_separator: "",
    profile_id: "id|sub",
    profile_name: "name",
    profile_email: "email",
    profile_email_verified: "",
    profile_image: "picture|avatar_url",
  },
  authorization: "{authorization}",
  token: "{token}",
  userinfo: "{userinfo}",
  scope: "",
  // Without `profile_email_verified`, addresses stay unverified.
  profile: { id: "{profile_id}", name: "{profile_name}", email: "{profile_email}", image: "{profile_image}" },
  icon: "own",
  examples: {
    authorization: "https://acme.example/oauth/authorize",
    token: "https://acme.example/oauth/token",
    userinfo: "https://api.acme.example/me",
    issuer: "https://acme.example",
    revocation: "https://acme.example/oauth/revoke",
    params: "access_type=offline&prompt=consent",
    token_params: "audience=api",
    headers: "x-api-key: {client_id}",
    scope_separator: ",",
    profile_email_verified: "email_verified",
  },
  notes: [
    "With `AUTH_OAUTH2_ISSUER`, the endpoints come from the issuer's metadata (RFC 8414).",
    "`AUTH_OAUTH2_USERINFO=off`: the profile is in the token response, such as `AUTH_OAUTH2_PROFILE_ID=token.user.id`.",
    "A second service: `AUTH_OAUTH2_ACME_ID` and the like give the provider `oauth2-acme`.",
  ],
}
