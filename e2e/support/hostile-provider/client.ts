// The registration of the app under test at the hostile provider, and the provider's metadata.
import { createHash } from "node:crypto"
import type { IncomingMessage } from "node:http"

export const clientId = "client"
export const clientSecret = "hostile-provider-secret"

/** The variables that point an app's providers to `origin`. Google's discovery document names another issuer. */
export function variablesFor(origin: string): Record<string, string> {
  const keys = (id: string) => ({ [`AUTH_${id}_ID`]: clientId, [`AUTH_${id}_SECRET`]: clientSecret })
  return {
    ...keys("OIDC"),
    AUTH_OIDC_ISSUER: origin,
    AUTH_OIDC_NAME: "Hostile OpenID",
    ...keys("OAUTH2"),
    AUTH_OAUTH2_AUTHORIZATION: `${origin}/authorize`,
    AUTH_OAUTH2_TOKEN: `${origin}/token`,
    AUTH_OAUTH2_USERINFO: `${origin}/userinfo`,
    AUTH_OAUTH2_NAME: "Hostile OAuth",
    AUTH_OAUTH2_SCOPE: "profile",
    ...keys("GITHUB"),
    AUTH_GITHUB_ISSUER: origin,
    ...keys("GOOGLE"),
    AUTH_GOOGLE_ISSUER: `${origin}/other-issuer`,
    ...keys("TWITTER_LEGACY"),
    AUTH_TWITTER_LEGACY_ISSUER: origin,
    ...keys("OAUTH1"),
    AUTH_OAUTH1_REQUEST_TOKEN: `${origin}/oauth1/initiate`,
    AUTH_OAUTH1_AUTHORIZATION: `${origin}/oauth1/authorize`,
    AUTH_OAUTH1_TOKEN: `${origin}/oauth1/token`,
    AUTH_OAUTH1_USERINFO: `${origin}/oauth1/me`,
    AUTH_OAUTH1_NAME: "Hostile OAuth 1.0a",
  }
}

/** OpenID Connect Discovery 1.0. */
export function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    authorization_response_iss_parameter_supported: true,
  }
}

/** RFC 6749 section 2.3.1: credentials in the header or in the body. */
export function isOurClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /, "") ?? "", "base64").toString()
  const [id, secret] = basic
    ? basic.split(":").map(decodeURIComponent)
    : [form.get("client_id"), form.get("client_secret")]
  return id === clientId && secret === clientSecret
}

/** RFC 6749 section 4.1.3 and RFC 7636 section 4.6. */
export function matchesRequest(request: URLSearchParams, form: URLSearchParams): boolean {
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url")
  return (
    request.get("redirect_uri") === form.get("redirect_uri") && request.get("code_challenge") === challenge
  )
}
