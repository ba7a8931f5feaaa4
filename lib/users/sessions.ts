// The sessions of a user.
import { AuthError, currentVisitor, recordActivity, type Session } from "../auth"
import { db, transaction } from "../db"
import type { Session as Row } from "../generated/prisma/client"

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

/** The session that was seen last comes first. */
export async function openSessions({ user }: Session): Promise<OpenSession[]> {
  const where = { userId: user.id, expires: { gt: new Date() } }
  return db.session.findMany({ where, orderBy: { lastSeen: "desc" }, select: listed })
}

/** One session by its id, all others than the current one, or all. */
export type Revocation = { id: string } | "others" | "all"

/**
 * Ends sessions of the signed-in user. Their browsers are signed out at the next request.
 *
 * @throws AuthError not_found when the session is another user's, or has ended
 */
export async function endSessions(session: Session, which: Revocation): Promise<void> {
  const { user, provider } = session
  const visitor = await currentVisitor()
  const id = typeof which === "object" ? which.id : which === "others" ? { not: session.id } : undefined
  await transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId: user.id, id } })
    const isOne = typeof which === "object"
    if (isOne && count === 0) throw new AuthError("not_found")
    const event = isOne ? "session_revoked" : "sessions_revoked"
    await recordActivity(tx, { event, userId: user.id, provider, ...visitor })
  })
}
