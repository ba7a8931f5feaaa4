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
    // FranceConnect does not say whether the address is verified.
    email: "email",
  },
  // FranceConnect asks every service to end the FranceConnect session at sign-out.
  signOut: "provider",
  ids: "app",
  console: "https://partenaires.franceconnect.gouv.fr",
  color: "#000091",
  gates: ["The French state grants access to entitled services."],
  notes: [
    "For the test environment, set AUTH_FRANCECONNECT_ISSUER=https://fcp-low.integ01.dev-franceconnect.fr/api/v2",
  ],
}
