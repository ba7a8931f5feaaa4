// Token responses and ID tokens that cannot be used, for a reason that the owner can remove.
import { decodeProtectedHeader } from "jose"
import type { AuthError } from "../errors"
import { failedCheck } from "../telemetry/checks"

/**
 * @param step of which the page is a response
 * @returns the response
 * @throws AuthError for a page: from a firewall, a proxy or another address than the provider's endpoint
 */
export function requireNoPage(response: Response, step: "token" | "pushed" = "token"): Response {
  if (!/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) return response
  throw failedCheck(step === "token" ? "token_response" : "pushed_request", {
    code: step === "token" ? "token_invalid" : "provider_refused",
    status: response.status,
    expected: "JSON",
    received: `an HTML page with status ${response.status}`,
    hint: "A page responded in place of the provider's endpoint: a firewall, a proxy, or a wrong AUTH_<PROVIDER>_ISSUER or token address.",
  })
}

/** @throws AuthError id_token_invalid if a successful token response has no ID token */
export function requireIdToken(body: Readonly<Record<string, unknown>>): void {
  if (body.access_token === undefined || body.error !== undefined || body.id_token !== undefined) return
  throw unusable("token_response", {
    expected: "an id_token",
    received: "a response without one",
    hint: "The provider sent no ID token: the scope openid must be in AUTH_<PROVIDER>_SCOPE, and allowed for this client. A server without OpenID Connect is an OAuth 2.0 provider.",
  })
}

/**
 * @param isShared ID tokens are signed with the client secret
 * @throws AuthError id_token_invalid for an ID token that is signed with the secret instead of a key
 */
export function requireUsableKind(idToken: string, isShared: boolean): void {
  const alg = algOf(idToken)
  if (!isShared && typeof alg === "string" && /^HS\d{3}$/.test(alg))
    throw unusable("id_token_alg", {
      expected: "alg: one with a key of the issuer",
      received: `alg: ${alg}`,
      hint: "The provider signs this client's ID tokens with the client secret: choose RS256 or ES256 for this client. If it offers only HS256, set AUTH_<PROVIDER>_ID_TOKEN_ALG=HS256.",
    })
}

function algOf(jwt: string): unknown {
  try {
    return decodeProtectedHeader(jwt).alg
  } catch {
    return undefined
  }
}

function unusable(
  check: "token_response" | "id_token_alg",
  details: { expected: string; received: string; hint: string },
): AuthError {
  return failedCheck(check, { code: "id_token_invalid", ...details })
}
