import type { OidcProvider } from "./types"

export const surfconext: OidcProvider = {
  id: "surfconext",
  name: "SURFconext",
  protocol: "oidc",
  reauthentication: "prompt",
  // The test environment is https://connect.test.surfconext.nl.
  settings: { issuer: "https://connect.surfconext.nl" },
  scope: "openid",
  profile: {
    id: "sub",
    name: "name|{given_name} {family_name}|nickname",
    // SURFconext does not check an address that an institution reports.
    email: "email",
  },
  console: "https://sp.surfconext.nl",
}
