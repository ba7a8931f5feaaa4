import type { OidcProvider } from "./types"

export const signicat: OidcProvider = {
  id: "signicat",
  name: "Signicat",
  protocol: "oidc",
  settings: { issuer: null, eid: "" },
  examples: { issuer: "https://acme.signicat.com/auth/open" },
  scope: "openid profile",
  // acr_values chooses the eID here, and is no level that the ID token would repeat.
  params: { eid: "{eid}" },
  paramNames: { eid: "acr_values" },
  profile: { id: "sub", name: "{given_name} {family_name}", email: "email" },
  ids: "app",
  console: "https://dashboard.signicat.com",
  color: "#2a32e4",
  gates: [
    "Signicat activates each eID for your account; those of governments also need an agreement with their issuer.",
  ],
  notes: [
    "Signicat is a broker of DigiD, eHerkenning, iDIN, MitID, BankID of Norway and Sweden, Freja and others. Users choose one there, or AUTH_SIGNICAT_EID names it: `idp:digid`, `idp:mitid`, `idp:sbid`.",
    "Scopes such as `email` and `nin` must be allowed for the client, and not every eID has them.",
  ],
}
