import type { OidcProvider } from "./types"

export const cas: OidcProvider = {
  id: "cas",
  name: "Apereo CAS",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  // By default userinfo has all claims but `sub` under `attributes`; its flag may not refer to the ID token's address.
  profile: {
    id: "sub",
    name: "name|attributes.name|preferred_username|attributes.preferred_username",
    email: "email|attributes.email",
    image: "picture|attributes.picture",
  },
  ids: "name",
  examples: { issuer: "https://cas.example.edu/cas/oidc" },
  notes: ["The CAS server needs its support-oidc module; the tickets of the CAS protocol are not supported."],
}
