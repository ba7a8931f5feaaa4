import type { OidcProvider } from "./types"

export const franceconnect: OidcProvider = {
  id: "franceconnect",
  name: "FranceConnect",
  protocol: "oidc",
  settings: {
    issuer: "https://oidc.franceconnect.gouv.fr/api/v2",
    acr_values: "eidas1",
  },
  scope: "openid given_name family_name email",
  params: {
    acr_values: "{acr_values}",
  },
  tokenAuth: "client_secret_post",
  // For FranceConnect+, which encrypts by this algorithm or by RSA-OAEP with SHA-1.
  keyAlgorithms: { decryptionKey: "ECDH-ES" },
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
    "FranceConnect+ has the levels eidas2 and eidas3: AUTH_FRANCECONNECT_ISSUER=https://auth.franceconnect.gouv.fr/api/v2, AUTH_FRANCECONNECT_ACR_VALUES and, for ECDH-ES with A256GCM, AUTH_FRANCECONNECT_DECRYPTION_KEY.",
    "For the test environment, set AUTH_FRANCECONNECT_ISSUER=https://fcp-low.integ01.dev-franceconnect.fr/api/v2",
  ],
}
