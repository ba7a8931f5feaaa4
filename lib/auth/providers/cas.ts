import type { OidcProvider } from "./types"

export const cas: OidcProvider = {
  id: "cas",
  name: "Apereo CAS",
  protocol: "oidc",
  settings: { issuer: null },
  scope: "openid profile email",
  // By default userinfo has all but `sub` below `attributes`, where no flag belongs to the ID token's address.
  profile: {
    id: "sub",
    name: "name|attributes.name|preferred_username|attributes.preferred_username",
    email: "email|attributes.email",
    image: "picture|attributes.picture",
  },
  examples: { issuer: "https://cas.example.edu/cas/oidc" },
  notes: [
    "CAS speaks OpenID Connect with its support-oidc module; tickets of the CAS protocol are another matter.",
  ],
}
