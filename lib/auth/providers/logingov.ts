import type { OidcProvider } from "./types"

export const logingov: OidcProvider = {
  id: "logingov",
  name: "Login.gov",
  protocol: "oidc",
  reauthentication: "sign-in",
  settings: { issuer: "https://secure.login.gov/" },
  scope: "openid email",
  params: { acr_values: "urn:acr.login.gov:auth-only", prompt: "select_account" },
  // Login.gov takes PKCE, or an assertion whose audience is the token endpoint; ours name the issuer.
  tokenAuth: "none",
  ids: "app",
  console: "https://portal.int.identitysandbox.gov",
  gates: ["Only agencies of the United States can register an app."],
  notes: [
    "Register the app for PKCE; for the sandbox, set AUTH_LOGINGOV_ISSUER to https://idp.int.identitysandbox.gov/.",
  ],
}
