// Token responses and ID tokens that cannot be used, for a reason that the owner can remove.
import { decodeProtectedHeader } from "jose"
import type { CheckName } from "../check-names"
import type { AuthError, ErrorCode } from "../errors"
import { depth } from "../http/bounded-body"
import { limits } from "../http/provider-request"
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
 * @throws AuthError id_token_invalid for an ID token that is signed with the secret instead of a key, and for one that says in its header
 *   that it is another kind of token, such as an access token (`at+jwt`): the issuer signs all of them with the same keys (RFC 8725
 *   section 3.11)
 */
export function requireUsableKind(idToken: string, isShared: boolean): void {
  const { alg, typ } = headerOf(idToken)
  if (!isShared && typeof alg === "string" && /^HS\d{3}$/.test(alg))
    throw unusable("id_token_alg", {
      expected: "alg: one with a key of the issuer",
      received: `alg: ${alg}`,
      hint: "The provider signs this client's ID tokens with the client secret: choose RS256 or ES256 for this client. If it offers only HS256, set AUTH_<PROVIDER>_ID_TOKEN_ALG=HS256.",
    })
  if (typeof typ === "string" && /\+jwt$/i.test(typ))
    throw unusable("id_token_format", {
      expected: "typ: JWT, or none",
      received: `typ: ${typ.slice(0, 40)}`,
      hint: "The provider sent another kind of token as the ID token: compare its settings for this client.",
    })
}

function headerOf(jwt: string): { alg?: unknown; typ?: unknown } {
  try {
    return decodeProtectedHeader(jwt)
  } catch {
    return {}
  }
}

/**
 * The limit of every response, which the encoding of a JWT hides from the check there.
 *
 * @param check of the JWT, and the code of its error
 * @throws AuthError
 */
export function requireShallowJson(jwt: string, check: CheckName, code: ErrorCode): void {
  const parts = jwt.split(".", 2).map((part) => Buffer.from(part, "base64url").toString())
  if (parts.every((json) => depth(json) <= limits.depth)) return
  throw failedCheck(check, {
    code,
    expected: `JSON at most ${limits.depth} levels deep`,
    received: "a deeper one",
  })
}

function unusable(
  check: "token_response" | "id_token_alg" | "id_token_format",
  details: { expected: string; received: string; hint: string },
): AuthError {
  return failedCheck(check, { code: "id_token_invalid", ...details })
}
