import type { OidcProvider } from "./types"

export const surfconext: OidcProvider = {
  id: "surfconext",
  name: "SURFconext",
  protocol: "oidc",
  // The test environment is https://connect.test.surfconext.nl.
  settings: { issuer: "https://connect.surfconext.nl" },
  scope: "openid",
  profile: {
    id: "sub",
    name: "name|{given_name} {family_name}|nickname",
    // What an institution says of an address, SURFconext does not check.
    email: "email",
  },
}
