import type { OidcProvider } from "./types"

export const idura: OidcProvider = {
  id: "idura",
  name: "Idura Verify",
  protocol: "oidc",
  settings: { issuer: null, eid: "" },
  examples: { issuer: "https://acme.idura.broker" },
  scope: "openid",
  // acr_values chooses the eID here, and is no level that the ID token would repeat.
  params: { eid: "{eid}" },
  paramNames: { eid: "acr_values" },
  // The ID token has all claims.
  userinfo: false,
  profile: { id: "sub", name: "name" },
  ids: "app",
  console: "https://dashboard.idura.app",
  gates: ["Test domains are free; in production each eID needs a subscription and an agreement."],
  notes: [
    "Idura, formerly Criipto, is a broker of MitID, BankID of Norway and Sweden, Freja, the Finnish Trust Network, iDIN and others. Users choose one there, or AUTH_IDURA_EID names it: `urn:grn:authn:dk:mitid:substantial`, `urn:grn:authn:se:bankid`.",
  ],
}
