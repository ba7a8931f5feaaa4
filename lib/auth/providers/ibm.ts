import type { OidcProvider } from "./types"

export const ibm: OidcProvider = {
  id: "ibm",
  name: "IBMid",
  protocol: "oidc",
  settings: {
    issuer: "https://login.ibm.com/oidc/endpoint/default",
  },
  pkce: false,
  scope: "openid",
  profile: {
    // IBM's own library uses this claim instead of `sub`.
    id: "uniqueSecurityName",
    name: "{given_name} {family_name}",
    // IBM does not say whether the address is verified.
    email: "email",
  },
  color: "#0F62FE",
  icon: "ibm@12.4.0",
  gates: [
    "Doubtful: IBM registers clients only for its partners, and documents neither endpoints nor claims publicly: they come from its libraries.",
  ],
}
