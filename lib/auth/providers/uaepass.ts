import type { OAuth2Provider } from "./types"

export const uaepass: OAuth2Provider = {
  id: "uaepass",
  name: "UAE PASS",
  protocol: "oauth2",
  // For tests: https://stg-id.uaepass.ae
  settings: { issuer: "https://id.uaepass.ae" },
  authorization: "{issuer}/idshub/authorize",
  token: "{issuer}/idshub/token",
  pkce: false,
  scope: "urn:uae:digitalid:profile:general",
  params: { acr_values: "urn:safelayer:tws:policies:authentication:level:low" },
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/idshub/userinfo",
  // `fullnameEN` has a comma for each missing name.
  profile: { id: "uuid", name: "{firstnameEN} {lastnameEN}", email: "email" },
  gates: ["Only organisations of the United Arab Emirates get keys."],
}
