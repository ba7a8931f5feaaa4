import type { OidcProvider } from "./types"

export const logingov: OidcProvider = {
  id: "logingov",
  name: "Login.gov",
  protocol: "oidc",
  settings: { issuer: "https://secure.login.gov/" },
  scope: "openid email",
  params: { acr_values: "urn:acr.login.gov:auth-only", prompt: "select_account" },
  // Its assertions name the token endpoint as audience; PKCE alone is its other way.
  tokenAuth: "none",
  console: "https://portal.int.identitysandbox.gov",
  notes: [
    "Open to agencies of the United States.",
    "Register the app for PKCE; for the sandbox, set the issuer to https://idp.int.identitysandbox.gov/.",
  ],
}
