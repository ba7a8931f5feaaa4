import type { OidcProvider } from "./types"

export const helseid: OidcProvider = {
  id: "helseid",
  name: "HelseID",
  protocol: "oidc",
  settings: { issuer: "https://helseid-sts.nhn.no" },
  scope: "openid profile",
  dpop: true,
  tokenAuth: "private_key_jwt",
  // It has more only of health personnel, with further scopes.
  userinfo: false,
  profile: { id: "sub", name: "name" },
  color: "#003283",
  gates: ["Only organizations of the Norwegian health sector get access, through Norsk helsenett."],
  notes: [
    "For tests, set AUTH_HELSEID_ISSUER=https://helseid-sts.test.nhn.no",
    "The scopes `helseid://scopes/identity/pid` and `helseid://scopes/identity/security_level` add the national identity number and the level (4 is the highest) to the ID token: compare them in a hook.",
    "A token for an API, and `offline_access` for a refresh token, are scopes that the client must have. `providerFetch` sends each request with a proof.",
  ],
}
