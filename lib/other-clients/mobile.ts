// Signing in an app through the system's browser (RFC 8252). The app gets a code, which it exchanges for a session of its own. With PKCE
// (RFC 7636) the code is useless to any other app.
import type { Session } from "../auth"
import { isMissingRow } from "../database-errors"
import { transaction } from "../db"
import type { AppRequest } from "./requests"
import { inheritedColumns, inSeconds, openClientSession, randomToken, sha256, userAgentOf } from "./session"

const codeSeconds = 60

/**
 * Creates a code that the app must exchange within a minute. No table is needed: until then the session's row has the hash of the code
 * and the challenge, which no token's hash can equal, and counts for nothing.
 *
 * @throws AuthError session_changed
 */
export async function newAppCode({ id }: Session, { clientId, challenge }: AppRequest): Promise<string> {
  const code = randomToken()
  await transaction(async (tx) => {
    const inherited = await inheritedColumns(tx, id)
    await tx.session.create({
      data: {
        ...inherited,
        sessionToken: pendingToken(code, clientId, challenge),
        expires: inSeconds(codeSeconds),
        userAgent: userAgentOf(clientId),
      },
      select: { id: true },
    })
  })
  return code
}

/** @returns the token of the app's session; undefined for a code that is wrong, expired or used */
export async function redeemAppCode(form: { code: string; clientId: string; verifier: string }) {
  const { code, clientId, verifier } = form
  const challenge = sha256(verifier)
  return openClientSession(async (tx, columns) => {
    const where = { sessionToken: pendingToken(code, clientId, challenge), expires: { gt: new Date() } }
    // Replaced, because a distributed table keeps its rows by this column, which then cannot change (docs/scaling.md).
    const pending = await tx.session.delete({ where }).catch((error: unknown) => {
      if (isMissingRow(error)) return undefined
      throw error
    })
    if (!pending) return undefined
    const select = { userId: true, provider: true, userAgent: true } as const
    return tx.session.create({ data: { ...pending, ...columns }, select })
  })
}

function pendingToken(code: string, clientId: string, challenge: string): string {
  return `${sha256(`${code} ${clientId}`)}.${challenge}`
}
