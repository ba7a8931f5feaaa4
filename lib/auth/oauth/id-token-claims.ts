// Claims of an ID token that oauth4webapi leaves unchecked: optional ones are checked if they are present.
import { createHash } from "node:crypto"
import { decodeProtectedHeader } from "jose"
import type * as oauth from "oauth4webapi"
import { failedCheck } from "../telemetry/checks"
import { reportChecks } from "../telemetry/flow-events"
import type { RequestContext } from "./protocol"

/** How old an ID token may be when it arrives. Providers issue it for the request; some date it minutes back, as Entra does. */
const maxAgeSeconds = 3600

/**
 * Checks `iat`, `azp` and `at_hash` (OpenID Connect Core 3.1.3.6 and 3.1.3.7).
 *
 * @param body the token response with the ID token and the access token that it came with
 * @throws AuthError id_token_invalid
 */
export function checkOptionalClaims(
  ctx: RequestContext,
  body: oauth.TokenEndpointResponse,
  claims: oauth.IDToken,
): void {
  const { clientId, clockSkewSeconds } = ctx.client
  const age = Date.now() / 1000 - claims.iat
  if (age < -clockSkewSeconds || age > maxAgeSeconds + clockSkewSeconds)
    throw failedCheck("id_token_times", {
      code: "id_token_invalid",
      expected: `iat: within the last ${maxAgeSeconds} seconds`,
      received: `iat: ${Math.round(Math.abs(age))} seconds ${age < 0 ? "ahead" : "ago"}`,
    })
  reportChecks(ctx.flow, "id_token_times")
  if (claims.azp !== undefined) {
    if (claims.azp !== clientId)
      throw failedCheck("id_token_azp", {
        code: "id_token_invalid",
        expected: `azp: ${clientId}`,
        received: "azp: another client",
      })
    reportChecks(ctx.flow, "id_token_azp")
  }
  if (claims.at_hash !== undefined) {
    if (inBase64url(claims.at_hash) !== leftHalfOfHash(body.access_token, body))
      throw failedCheck("id_token_at_hash", { code: "id_token_invalid" })
    reportChecks(ctx.flow, "id_token_at_hash")
  }
}

/**
 * Checks `c_hash` (OpenID Connect Core 3.3.2.11), if the ID token has one.
 *
 * @throws AuthError id_token_invalid for an ID token that was issued for another code
 */
export function checkCodeHash(body: oauth.TokenEndpointResponse, claims: oauth.IDToken, code: string): void {
  if (claims.c_hash === undefined || inBase64url(claims.c_hash) === leftHalfOfHash(code, body)) return
  throw failedCheck("id_token_claims", {
    code: "id_token_invalid",
    expected: "c_hash: the hash of the code",
    received: "c_hash: another",
  })
}

/** TARA encodes the hash in plain base64. */
function inBase64url(hash: unknown): unknown {
  return typeof hash === "string"
    ? hash
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replace(/={1,2}$/, "")
    : hash
}

/** The left half of a text's hash, by the hash function of the ID token's algorithm. */
function leftHalfOfHash(hashed: string, { id_token = "" }: oauth.TokenEndpointResponse): string {
  const { alg = "" } = decodeProtectedHeader(id_token)
  // EdDSA with Ed25519 hashes with SHA-512 (RFC 8032).
  const bits = /(256|384|512)$/.exec(alg)?.[0] ?? "512"
  const hash = createHash(`sha${bits}`).update(hashed).digest()
  return hash.subarray(0, hash.length / 2).toString("base64url")
}
