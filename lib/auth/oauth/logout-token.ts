// Logout tokens (OpenID Connect Back-Channel Logout 1.0), by which a provider ends sessions here.
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose"
import type { AuthError } from "../errors"
import { isExactText, isRecord, maxSidLength } from "../shape"
import { failedCheck } from "../telemetry/checks"
import { withErrorCode } from "./library-errors"
import { authorizationServer, oidcProvider, verify, withTenantIssuer } from "./oidc"
import { isAccountId, readPath } from "./profile"
import type { RequestContext } from "./protocol"

/** The sessions to end: one session of the provider, or all sessions of an account. The other id is null. */
export type LogoutSubject = {
  issuer: string
  providerSid: string | null
  providerAccountId: string | null
  /** When the token was issued. */
  at: Date
}

const event = "http://schemas.openid.net/event/backchannel-logout"

/** How long a provider may take to deliver a token. */
const maxAgeSeconds = 300

const isText = (value: unknown): value is string => typeof value === "string" && value !== ""
const isSid = (value: unknown): value is string => isExactText(value, maxSidLength)
const isTime = (value: unknown): value is number => typeof value === "number"

/**
 * Checks a logout token (section 2.6).
 *
 * @throws AuthError logout_token_invalid, provider_unreachable, provider_misconfigured
 */
export async function checkLogoutToken(ctx: RequestContext, token: string): Promise<LogoutSubject> {
  return withErrorCode("logout_token_invalid", "logout_token", async () => {
    const claims = decodeJwt(token)
    const as = withTenantIssuer(ctx, await authorizationServer(ctx), claims)
    // Before the signature, which may cost a request for the keys.
    requireLogoutClaims(ctx, as.issuer, claims, decodeProtectedHeader(token).typ)
    await verify({ ...ctx, isUnsolicited: true }, as, token)
    const { issuer } = as
    const at = new Date((claims.iat ?? 0) * 1000)
    if (isSid(claims.sid)) return { issuer, providerSid: claims.sid, providerAccountId: null, at }
    const providerAccountId = readPath(claims, oidcProvider(ctx).profile?.id ?? "sub")
    if (!isAccountId(providerAccountId)) throw invalid("sub", "none that an account can have")
    return { issuer, providerSid: null, providerAccountId, at }
  })
}

/**
 * Checks that a logout token has the algorithm of the ID tokens for this client, since the issuer signs all of them as the client
 * was registered (section 2.6, by OpenID Connect Core 3.1.3.7). A configured algorithm was checked with the signature.
 *
 * @param idTokens if none is known, the client counts as registered with the default, RS256 (OpenID Connect Dynamic Client
 * Registration 2)
 * @throws AuthError logout_token_invalid
 */
export function requireAlgorithmOf(idTokens: readonly string[], logoutToken: string): void {
  const alg = algorithmOf(logoutToken)
  const known = idTokens.length > 0 ? idTokens.map(algorithmOf) : ["RS256"]
  if (!known.includes(alg)) throw invalid(`alg: ${known.join(", ")}, as in ID tokens`, `alg: ${alg}`)
}

function algorithmOf(jwt: string): string {
  return decodeProtectedHeader(jwt).alg ?? "none"
}

/** Rejects every other token that the same keys sign: an ID token has no logout event, and a logout token no nonce. */
function requireLogoutClaims(
  { client: { clientId, clockSkewSeconds } }: RequestContext,
  issuer: string,
  { iss, aud, azp, iat, exp, events, nonce, jti, sub, sid }: JWTPayload,
  typ: unknown,
): void {
  const now = Date.now() / 1000
  const claims: Record<string, boolean> = {
    typ: typ === undefined || (isText(typ) && /^(application\/)?(logout\+)?jwt$/i.test(typ)),
    iss: iss === issuer,
    aud: [aud].flat().includes(clientId),
    azp: azp === undefined || azp === clientId,
    iat: isTime(iat) && Math.abs(now - iat) <= (iat > now ? 0 : maxAgeSeconds) + clockSkewSeconds,
    exp: exp === undefined || (isTime(exp) && exp > now - clockSkewSeconds),
    events: isRecord(events) && isRecord(events[event]),
    nonce: nonce === undefined,
    jti: isText(jti),
    sub: sub === undefined || isText(sub),
    sid: sid === undefined ? sub !== undefined : isSid(sid),
  }
  const wrong = Object.keys(claims).filter((name) => !claims[name])
  // Most often a trailing slash, or another host name of the same server.
  if (wrong.includes("iss")) throw invalid(`iss: ${issuer}`, `iss: ${shortened(iss)}`)
  if (wrong.includes("aud")) throw invalid(`aud: ${clientId}`, `aud: ${shortened(aud)}`)
  if (wrong.length > 0) throw invalid("a logout token for this client", `a wrong ${wrong.join(", ")}`)
}

/** A claim for the log: anyone may have sent the token. */
function shortened(claim: unknown): string {
  const text = typeof claim === "string" ? claim : (JSON.stringify(claim) ?? "none")
  return text.slice(0, 100)
}

function invalid(expected: string, received: string): AuthError {
  return failedCheck("logout_token", { code: "logout_token_invalid", expected, received })
}
