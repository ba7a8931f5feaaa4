import type { OidcProvider } from "./types"

export const bankidNo: OidcProvider = {
  id: "bankid-no",
  name: "BankID Norge",
  protocol: "oidc",
  settings: {
    issuer: "https://auth.bankid.no/auth/realms/prod",
  },
  scope: "openid profile",
  tokenAuth: "client_secret_post",
  requestedAcr: { "urn:bankid:bid;LOA=4": "urn:bankid:bid", "urn:bankid:bis;LOA=3": "urn:bankid:bis" },
  // Another server, which signs as another issuer. The ID token has the name; neither has an email address.
  userinfo: false,
  profile: {
    id: "sub",
    name: "name",
  },
  color: "#39134c",
  gates: ["An app needs a contract with BankID or one of its partners."],
  notes: [
    "The levels of `requireUser({ acr })` are `urn:bankid:bid;LOA=4` (high) and `urn:bankid:bis;LOA=3` (biometrics).",
  ],
}
