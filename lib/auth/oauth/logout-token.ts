// OpenID Connect Back-Channel Logout 1.0: the provider says that a session of its own is over.
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose"
import { find } from "./profile"
import { authorizationServer, oidcProvider, verify, withTenantIssuer } from "./oidc"
import type { RequestContext } from "./protocol"
import { withErrorCode } from "../http/provider-request"

/** Who is signed out at the provider: one session of its own, or else all of an account's. The other one is null. */
export type LogoutSubject = {
  providerSid: string | null
  providerAccountId: string | null
  /** When the provider said so. */
  at: Date
}

const event = "http://schemas.openid.net/event/backchannel-logout"

/** What a provider may take to deliver a token. */
const maxAgeSeconds = 300

const isText = (value: unknown): value is string => typeof value === "string" && value !== ""
const isObject = (value: unknown) => typeof value === "object" && value !== null
const isTime = (value: unknown): value is number => typeof value === "number"

/**
 * Checks a logout token as section 2.6 wants it.
 *
 * @throws AuthError logout_token_invalid, provider_unreachable, provider_misconfigured
 */
export async function readLogoutToken(ctx: RequestContext, token: string): Promise<LogoutSubject> {
  return withErrorCode("logout_token_invalid", async () => {
    const claims = decodeJwt(token)
    const as = withTenantIssuer(ctx, await authorizationServer(ctx), claims)
    await verify(ctx, as, token)
    checkLogoutToken(ctx, as.issuer, claims, decodeProtectedHeader(token).typ)
    const at = new Date((claims.iat ?? 0) * 1000)
    if (isText(claims.sid)) return { providerSid: claims.sid, providerAccountId: null, at }
    const providerAccountId = find(claims, oidcProvider(ctx).profile?.id ?? "sub")
    if (!isText(providerAccountId)) throw new Error("it names no account")
    return { providerSid: null, providerAccountId, at }
  })
}

/** Nothing else that the same keys sign passes: an ID token has no such event, and what has a nonce is none. */
function checkLogoutToken(
  { client: { clientId, clockSkewSeconds } }: RequestContext,
  issuer: string,
  { iss, aud, iat, exp, events, nonce, jti, sub, sid }: JWTPayload,
  typ: string | undefined,
): void {
  const now = Date.now() / 1000
  const rules: Record<string, boolean> = {
    typ: /^(undefined|(application\/)?(logout\+)?jwt)$/i.test(String(typ)),
    iss: iss === issuer,
    aud: [aud].flat().includes(clientId),
    iat: isTime(iat) && Math.abs(now - iat) <= (iat > now ? 0 : maxAgeSeconds) + clockSkewSeconds,
    exp: exp === undefined || (isTime(exp) && exp > now - clockSkewSeconds),
    events: isObject(Object(events)[event]),
    nonce: nonce === undefined,
    jti: isText(jti),
    sub: sub === undefined || isText(sub),
    sid: sid === undefined ? sub !== undefined : isText(sid),
  }
  const broken = Object.keys(rules).filter((name) => !rules[name])
  if (broken.length > 0) throw new Error(`its ${broken.join(", ")} cannot be those of a logout token for us`)
}
