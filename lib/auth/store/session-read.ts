// Reads the session of a request: one prepared statement, without Prisma, because every page pays for it.
import type { Role } from "../../generated/prisma/enums"
import { preparedSql } from "../../sql"
import { config } from "../config"
import { sha256 } from "../crypto/hash"

export type Session = {
  id: string
  expires: Date
  createdAt: Date
  lastSeen: Date
  /** When the user last proved their identity to a provider. */
  authenticatedAt: Date
  /** The id of the provider that opened it. */
  provider: string | null
  userAgent: string | null
  user: SessionUser
}

export type SessionUser = {
  id: string
  name: string | null
  email: string | null
  emailVerified: Date | null
  image: string | null
  role: Role
}

/**
 * The session of a token, in one indexed statement.
 *
 * @throws when the database cannot be reached: an outage is not a sign-out
 */
export async function findSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null
  const [row] = await preparedSql<Row>`
    SELECT s."id", s."expires", s."createdAt", s."lastSeen", s."authenticatedAt", s."provider", s."userAgent", s."userId",
           u."name", u."email", u."emailVerified", u."image", u."role"::text
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."sessionToken" = ${sha256(token)} AND s."expires" > ${new Date()}::timestamp`
  if (!row) return null
  const { userId, name, email, emailVerified, image, role, ...session } = row
  return { ...session, user: { id: userId, name, email, emailVerified, image, role } }
}

type Row = Omit<Session, "user"> & Omit<SessionUser, "id"> & { userId: string }

/** Whether the user authenticated at the provider within the last `recentMinutes`. */
export function isRecent({ authenticatedAt }: Session): boolean {
  return authenticatedAt.getTime() > Date.now() - config.recentMinutes * 60_000
}

/** Whether the row is due for `updateLastSeen`. */
export function isLastSeenStale({ lastSeen }: Session): boolean {
  return lastSeen.getTime() < Date.now() - config.lastSeenMinutes * 60_000
}
