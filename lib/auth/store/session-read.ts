// Reads the session of a request: one prepared statement, without Prisma, because every page pays for it.
import type { User } from "../../generated/prisma/client"
import { mappedColumns } from "../../generated/user-columns"
import { columns, preparedSql } from "../../sql"
import { config } from "../config"
import { sha256 } from "../crypto/hash"

export type Session = {
  id: string
  expires: Date
  createdAt: Date
  lastSeen: Date
  /** When the user last proved who they are to a provider; null where nothing proved it. */
  authenticatedAt: Date | null
  /** When they did, as the provider signed it (`auth_time`). Unlike `authenticatedAt`, never the time of a sign-in. */
  authTime: Date | null
  /** How they did, as the provider signed it (`acr`, or else `vot`). */
  acr: string | null
  /** The id of the provider that opened it. */
  provider: string | null
  userAgent: string | null
  user: SessionUser
}

const ownFields = ["id", "name", "email", "emailVerified", "image", "role"] as const
const userFields = [...ownFields, ...config.sessionFields, ...config.publicSessionFields] as const

/** Exported for `npm run check`, which prepares the statement with them. */
export const userColumns = columns("u", userFields, mappedColumns)

export type SessionUser = Pick<User, (typeof userFields)[number]>

/**
 * The session of a token, in one indexed statement. A disabled user has none.
 *
 * @throws when the database cannot be reached: an outage is not a sign-out
 */
export async function findSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null
  const sessionToken = sha256(token)
  const [row] = await preparedSql<Row>`
    SELECT s."id" AS "session.id", s."expires" AS "session.expires", s."createdAt" AS "session.createdAt",
           s."lastSeen" AS "session.lastSeen", s."authenticatedAt" AS "session.authenticatedAt",
           s."authTime" AS "session.authTime", s."acr" AS "session.acr", s."provider" AS "session.provider",
           s."userAgent" AS "session.userAgent", ${userColumns}
    FROM "Session" s JOIN "User" u ON u."id" = s."userId" AND u."disabledAt" IS NULL
    WHERE s."sessionToken" = ${sessionToken} AND s."expires" > ${new Date()}::timestamp`
  if (!row) return null
  const {
    "session.id": id,
    "session.expires": expires,
    "session.createdAt": createdAt,
    "session.lastSeen": lastSeen,
    "session.authenticatedAt": authenticatedAt,
    "session.authTime": authTime,
    "session.acr": acr,
    "session.provider": provider,
    "session.userAgent": userAgent,
    ...user
  } = row
  const session = {
    id,
    expires,
    createdAt,
    lastSeen,
    authenticatedAt,
    authTime,
    acr,
    provider,
    userAgent,
    user,
  }
  rows.set(session, { id, sessionToken })
  return session
}

/** Not in the session itself, which a page may pass to the browser. */
const rows = new WeakMap<Session, { id: string; sessionToken: string }>()

/** Finds the row of a session. By its token, where the session was read in this request: a distributed table then asks one machine. */
export function rowOf(session: Session): { id: string; sessionToken?: string } {
  return rows.get(session) ?? { id: session.id }
}

/** No field of User can have a name with a dot, so an owner's `lastSeen` or `provider` does not replace the session's. */
type Row = SessionUser & { [Name in Exclude<keyof Session, "user"> as `session.${Name}`]: Session[Name] }

/** Whether the row is due for `updateLastSeen`. */
export function isLastSeenStale({ lastSeen }: Session): boolean {
  return lastSeen.getTime() < Date.now() - config.lastSeenMinutes * 60_000
}
