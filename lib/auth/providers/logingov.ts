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
    "The levels of `requireUser({ acr })` are the service levels, such as `urn:acr.login.gov:verified`. The ID token does not repeat an AAL: add it for all sign-ins, `AUTH_LOGINGOV_ACR_VALUES=urn:acr.login.gov:auth-only http://idmanagement.gov/ns/assurance/aal/2`.",
    "Register the app for PKCE or, with AUTH_LOGINGOV_KEY, for private_key_jwt; for the sandbox, set AUTH_LOGINGOV_ISSUER to https://idp.int.identitysandbox.gov/.",
  ],
}
