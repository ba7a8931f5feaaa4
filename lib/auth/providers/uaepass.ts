import type { OAuth2Provider } from "./types"

export const uaepass: OAuth2Provider = {
  id: "uaepass",
  name: "UAE PASS",
  protocol: "oauth2",
  // https://stg-id.uaepass.ae for tests
  settings: { issuer: "https://id.uaepass.ae" },
  authorization: "{issuer}/idshub/authorize",
  token: "{issuer}/idshub/token",
  scope: "urn:uae:digitalid:profile:general",
  params: { acr_values: "urn:safelayer:tws:policies:authentication:level:low" },
  tokenAuth: "client_secret_basic",
  userinfo: "{issuer}/idshub/userinfo",
  // fullnameEN has a comma for each name that is not there.
  profile: { id: "uuid", name: "{firstnameEN} {lastnameEN}", email: "email" },
  notes: ["Only organisations of the Emirates are given keys."],
}
