import type { OidcProvider } from "./types"

export const logingov: OidcProvider = {
  id: "logingov",
  name: "Login.gov",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://secure.login.gov/", acr_values: "urn:acr.login.gov:auth-only" },
  scope: "openid email",
  params: { acr_values: "{acr_values}", prompt: "select_account" },
  // PKCE is enough without a key.
  tokenAuth: ["private_key_jwt", "none"],
  assertionAudience: "token_endpoint",
  keyAlgorithms: { key: "RS256" },
  ids: "app",
  console: "https://portal.int.identitysandbox.gov",
  gates: ["Only agencies of the United States can register an app."],
  notes: [
    "Register the app for PKCE or, with AUTH_LOGINGOV_KEY, for private_key_jwt; for the sandbox, set AUTH_LOGINGOV_ISSUER to https://idp.int.identitysandbox.gov/.",
  ],
}
