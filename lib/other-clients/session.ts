// Sessions of clients that are not this site's pages: apps and command-line tools. Each is a row like that of a browser, so the user sees
// and ends it under "Sessions" (docs/other-clients.md).
import { createHash, randomBytes } from "node:crypto"
import { AuthError, currentVisitor, readForm, recordActivity, sessionCookieName, type Session } from "../auth"
import { transaction, type Tx } from "../db"

const days = 30

export const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url")
export const randomToken = () => randomBytes(32).toString("base64url")
export const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)

/**
 * What a client's session takes over from the browser's that allowed it. It is no more recent, since nothing was proved by opening it,
 * and it ends with the others when the provider ends all sessions of the account. `providerSid` stays with the browser's.
 *
 * @throws AuthError session_changed if the browser's session has ended
 */
export async function inheritedColumns(tx: Tx, sessionId: string) {
  const found = await tx.session.findFirst({
    where: { id: sessionId, expires: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      ...{ userId: true, provider: true, issuer: true, accountId: true },
      ...{ authenticatedAt: true, authTime: true, acr: true },
    },
  })
  if (!found) throw new AuthError("session_changed")
  return found
}

/** The name of a client on the page "Sessions", in place of a browser's User-Agent. */
export const userAgentOf = (clientId: string) => `client:${clientId}`

/**
 * Opens the session in one transaction, whose first statement takes what may be used once.
 *
 * @param take claims the code; undefined if it is wrong, expired or used
 * @returns the token for the client; undefined if nothing was claimed
 */
export async function openClientSession(
  take: (
    tx: Tx,
    columns: { sessionToken: string; expires: Date; address: string | null },
  ) => Promise<(Pick<Session, "provider" | "userAgent"> & { userId: string }) | undefined>,
): Promise<string | undefined> {
  const token = randomToken()
  const { address } = await currentVisitor()
  return transaction(async (tx) => {
    const columns = { sessionToken: sha256(token), expires: inSeconds(days * 86_400), address }
    const opened = await take(tx, columns)
    if (!opened) return undefined
    const { userId, provider, userAgent } = opened
    await recordActivity(tx, { event: "signed_in", userId, provider, userAgent, address })
    return token
  })
}

/** The form of a request from anyone; an empty one for a body that is no form, or a long one. */
export async function formOf(request: Request): Promise<FormData> {
  return readForm(request).catch(() => new FormData())
}

/** A response of RFC 6749 section 5.1. The token is sent back as this site's session cookie. */
export function tokenResponse(token: string): Response {
  return response({
    access_token: token,
    token_type: "session",
    expires_in: days * 86_400,
    cookie: sessionCookieName(),
  })
}

/** A response of RFC 6749 section 5.2. */
export function errorResponse(error: string, status = 400): Response {
  return response({ error }, status)
}

/** @param body holds a secret, or an answer that is true only now */
export function response(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } })
}
