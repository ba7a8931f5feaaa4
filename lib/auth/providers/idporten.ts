import type { OidcProvider } from "./types"

export const idporten: OidcProvider = {
  id: "idporten",
  name: "ID-porten",
  protocol: "oidc",
  settings: { issuer: "https://idporten.no" },
  scope: "openid",
  keyAlgorithms: { key: "RS256" },
  // It says what the ID token says: neither has a name or an address.
  userinfo: false,
  profile: { id: "sub" },
  ids: "app",
  console: "https://sjolvbetjening.samarbeid.digdir.no",
  gates: ["Only services of the Norwegian public sector get access."],
  notes: [
    "For tests, set AUTH_IDPORTEN_ISSUER=https://test.idporten.no, the only one that takes callback addresses on localhost.",
    "The ID token has the national identity number (`pid`): treat it as personal data, and read it in a hook only if you may.",
    "To require a level, request `acr_values` with each accepted one: `idporten-loa-substantial idporten-loa-high`.",
  ],
}
