// Reads the session of a request: one prepared statement, without Prisma, because every page pays for it.
import type { User } from "../../generated/prisma/client"
import { columns, preparedSql } from "../../sql"
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

const userFields = ["id", "name", "email", "emailVerified", "image", ...config.sessionFields] as const
const userColumns = columns("u", userFields)

export type SessionUser = Pick<User, "role" | (typeof userFields)[number]>

/**
 * The session of a token, in one indexed statement.
 *
 * @throws when the database cannot be reached: an outage is not a sign-out
 */
export async function findSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null
  const [row] = await preparedSql<Row>`
    SELECT s."id" AS "sessionId", s."expires" AS "sessionExpires", s."createdAt" AS "sessionCreatedAt", s."lastSeen",
           s."authenticatedAt", s."provider", s."userAgent", u."role"::text, ${userColumns}
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."sessionToken" = ${sha256(token)} AND s."expires" > ${new Date()}::timestamp`
  if (!row) return null
  const { sessionId: id, sessionExpires: expires, sessionCreatedAt: createdAt, ...rest } = row
  const { lastSeen, authenticatedAt, provider, userAgent, ...user } = rest
  return { id, expires, createdAt, lastSeen, authenticatedAt, provider, userAgent, user }
}

/** The columns have names that no field of User has. */
type Row = SessionUser &
  Omit<Session, "id" | "expires" | "createdAt" | "user"> & {
    sessionId: string
    sessionExpires: Date
    sessionCreatedAt: Date
  }

/** Whether the user authenticated at the provider within the last `recentMinutes`. */
export function isRecent({ authenticatedAt }: Session): boolean {
  return authenticatedAt.getTime() > Date.now() - config.recentMinutes * 60_000
}

/** Whether the row is due for `updateLastSeen`. */
export function isLastSeenStale({ lastSeen }: Session): boolean {
  return lastSeen.getTime() < Date.now() - config.lastSeenMinutes * 60_000
}
