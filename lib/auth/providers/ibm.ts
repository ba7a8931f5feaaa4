import type { OidcProvider } from "./types"

export const ibm: OidcProvider = {
  id: "ibm",
  name: "IBMid",
  protocol: "oidc",
  settings: {
    issuer: "https://login.ibm.com/oidc/endpoint/default",
  },
  scope: "openid",
  profile: {
    // IBM's own library takes it, and not `sub`.
    id: "uniqueSecurityName",
    name: "{given_name} {family_name}",
    // IBM never says whether it is verified.
    email: "email",
  },
  color: "#0F62FE",
  icon: "ibm@12.4.0",
  notes: ["IBM grants clients to its partners alone."],
}
