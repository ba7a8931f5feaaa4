import type { OidcProvider } from "./types"

export const franceconnect: OidcProvider = {
  id: "franceconnect",
  name: "FranceConnect",
  protocol: "oidc",
  settings: {
    issuer: "https://oidc.franceconnect.gouv.fr/api/v2",
  },
  scope: "openid given_name family_name email",
  params: {
    acr_values: "eidas1",
  },
  tokenAuth: "client_secret_post",
  profile: {
    id: "sub",
    name: "{given_name} {family_name}",
    // Nothing says whether it is verified.
    email: "email",
  },
  // It asks every service to end its session too.
  signOut: "provider",
  console: "https://partenaires.franceconnect.gouv.fr",
  color: "#000091",
  notes: [
    "The state grants access, to services that are entitled to it.",
    "To try it out: AUTH_FRANCECONNECT_ISSUER=https://fcp-low.integ01.dev-franceconnect.fr/api/v2",
  ],
}
