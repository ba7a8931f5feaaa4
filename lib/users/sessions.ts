// The sessions of a user.
import { AuthError, currentVisitor, recordActivity, type Session } from "../auth"
import { db } from "../db"
import type { Session as Row } from "../generated/prisma/client"
import { transaction } from "../sql"

const listed = {
  id: true,
  provider: true,
  userAgent: true,
  address: true,
  createdAt: true,
  lastSeen: true,
  expires: true,
} as const

export type OpenSession = Pick<Row, keyof typeof listed>

/** The user's sessions, the last used one first. */
export async function openSessions({ user }: Session): Promise<OpenSession[]> {
  const where = { userId: user.id, expires: { gt: new Date() } }
  return db.session.findMany({ where, orderBy: { lastSeen: "desc" }, select: listed })
}

/** One session by its id, all others than the current one, or all. */
export type Revocation = { id: string } | "others" | "all"

/**
 * Ends sessions of the signed-in user. Their browsers are signed out at the next request.
 *
 * @throws AuthError not_found if the session is another user's, or has ended
 */
export async function endSessions(session: Session, revocation: Revocation): Promise<void> {
  const { user, provider } = session
  const visitor = await currentVisitor()
  const sessionId = typeof revocation === "object" ? revocation.id : null
  const currentId = revocation === "others" ? session.id : null
  await transaction(async (tx) => {
    const ended = await tx`
      DELETE FROM "Session"
      WHERE "userId" = ${user.id} AND "id" = coalesce(${sessionId}, "id") AND "id" IS DISTINCT FROM ${currentId}
      RETURNING "id"`
    if (sessionId !== null && ended.length === 0) throw new AuthError("not_found")
    const event = sessionId !== null ? "session_revoked" : "sessions_revoked"
    await recordActivity(tx, { event, userId: user.id, provider, ...visitor })
  })
}
