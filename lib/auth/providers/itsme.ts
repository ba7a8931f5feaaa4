import type { OidcProvider } from "./types"

export const itsme: OidcProvider = {
  id: "itsme",
  name: "itsme",
  protocol: "oidc",
  settings: { issuer: "https://idp.prd.itsme.services/v2", service: null },
  examples: { service: "EXAMPLE_LOGIN" },
  scope: "openid service:{service} profile email",
  // itsme recommends the ID token over userinfo, which is encrypted JSON by its type only.
  params: { claims: '{"id_token":{"name":null,"email":null}}' },
  userinfo: false,
  tokenAuth: "private_key_jwt",
  assertionAudience: "token_endpoint",
  encryptsIdTokens: true,
  keyAlgorithms: { key: "RS256", decryptionKey: "RSA-OAEP-256" },
  // The user approves each sign-in in the app, and the ID token has no auth_time.
  reauthentication: "sign-in",
  // email_verified is always false.
  profile: { id: "sub", name: "name", email: "email" },
  console: "https://portal.itsme-id.com",
  localhost: "https",
  color: "#ff4612",
  gates: ["itsme registers organizations by contract: onboarding@itsme-id.com."],
  notes: [
    "The keys are fetched from your JWKS address only if its certificate is validated for an organization (OV or EV).",
    "For tests, set AUTH_ITSME_ISSUER=https://idp.e2e.itsme.services/v2",
    "A user who deletes the itsme account and opens a new one gets a new id.",
  ],
}
