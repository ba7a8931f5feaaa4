import type { OidcProvider } from "./types"

export const tara: OidcProvider = {
  id: "tara",
  name: "TARA",
  protocol: "oidc",
  settings: { issuer: "https://tara.ria.ee" },
  scope: "openid",
  pkce: false,
  tokenAuth: ["client_secret_basic", "client_secret_post"],
  // The user authenticates for each sign-in, without a session at TARA, and the ID token has no auth_time.
  reauthentication: "sign-in",
  // TARA takes one level, which is the lowest that it accepts.
  requestedAcr: { "substantial high": "substantial" },
  // It says what the ID token says, without a signature.
  userinfo: false,
  profile: {
    id: "sub",
    name: "{profile_attributes.given_name} {profile_attributes.family_name}",
    // TARA does not verify the address, which only an ID card has.
    email: "email",
  },
  color: "#003168",
  gates: ["Only institutions that provide a service of the Estonian public sector get access."],
  notes: [
    "For tests, set AUTH_TARA_ISSUER=https://tara-test.ria.ee",
    "RIA registers the addresses from which your servers request tokens in production.",
    "Ids are personal identification codes with the country in front (`EE60001019906`): treat them as personal data.",
    "Every sign-in is of the level `substantial` or `high`. `idcard`, `mid`, `smartid`, `eidas` in AUTH_TARA_SCOPE offer only these ways.",
  ],
}
