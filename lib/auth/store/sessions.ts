// The rows of sessions. The session cookie is in cookies/session.ts.
import { randomBytes, randomUUID } from "node:crypto"
import type { Role } from "../../generated/prisma/enums"
import { prepared, sql, type Sql } from "../../sql"
import { config } from "../config"
import { sha256 } from "../crypto/hash"
import { AuthError } from "../errors"
import type { Visitor } from "../http/visitor"
import type { LogoutSubject } from "../oauth"

export type Session = {
  id: string
  expires: Date
  createdAt: Date
  lastSeen: Date
  /** When the user last proved their identity to a provider. */
  authenticatedAt: Date
  /** The id of the provider that opened the session. */
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

type NewSession = Visitor & {
  userId: string
  provider: string
  providerSid: string | null
  authenticatedAt: Date
  /** The token of this browser's previous session, which ends, so that no token stays valid after a sign-in. */
  replacedToken: string | undefined
}

export type DeletedSession = { userId: string; provider: string | null; providerSid: string | null }

const dayMs = 86_400_000

/** @returns the token for the session cookie, which is set after the transaction has committed */
export async function createSession(tx: Sql, session: NewSession): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  const { userId, provider, providerSid, authenticatedAt, userAgent, address, replacedToken } = session
  if (replacedToken) await tx`DELETE FROM "Session" WHERE "sessionToken" = ${sha256(replacedToken)}`
  const now = new Date()
  await tx`
    INSERT INTO "Session" (
      "id", "sessionToken", "userId", "provider", "providerSid", "userAgent", "address",
      "authenticatedAt", "createdAt", "lastSeen", "expires"
    ) VALUES (
      ${randomUUID()}, ${sha256(token)}, ${userId}, ${provider}, ${providerSid}, ${userAgent}, ${address},
      ${authenticatedAt}, ${now}, ${now}, ${expiry(now, now)}
    )`
  return token
}

/**
 * The session of a token, in one indexed statement.
 *
 * @throws when the database cannot be reached: an outage is not a sign-out
 */
export async function findSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null
  const [row] = await prepared("portico_session_read_2")<Row>`
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

/**
 * Records that the user has just authenticated at a provider.
 *
 * @throws AuthError session_changed if the session has ended in the meantime
 */
export async function markAuthenticated(tx: Sql, { id }: Session): Promise<void> {
  const [updated] = await tx`
    UPDATE "Session" SET "authenticatedAt" = ${new Date()} WHERE "id" = ${id} RETURNING "id"`
  if (!updated) throw new AuthError("session_changed", { details: { check: "account" } })
}

/** Whether the row is due for `updateLastSeen`. */
export function isLastSeenStale({ lastSeen }: Session): boolean {
  return lastSeen.getTime() < staleBefore().getTime()
}

/** Updates last seen and the idle limit. Only one of several parallel renders writes. */
export async function updateLastSeen({ id, createdAt }: Session): Promise<void> {
  const now = new Date()
  await sql`
    UPDATE "Session" SET "lastSeen" = ${now}, "expires" = ${expiry(createdAt, now)}
    WHERE "id" = ${id} AND "lastSeen" < ${staleBefore()}`
}

/** @returns the deleted session; undefined if the token has none */
export async function deleteSession(tx: Sql, token: string | undefined): Promise<DeletedSession | undefined> {
  if (!token) return undefined
  const [session] = await tx<DeletedSession>`
    DELETE FROM "Session" WHERE "sessionToken" = ${sha256(token)} RETURNING "userId", "provider", "providerSid"`
  return session
}

/**
 * Deletes the sessions that were opened with a provider before a time: those with its session id, or all of one account.
 * A null matches nothing.
 *
 * @returns the ids of the users whose sessions were deleted
 */
export async function deleteProviderSessions(
  tx: Sql,
  { provider, providerSid, providerAccountId, at }: LogoutSubject & { provider: string },
): Promise<string[]> {
  // Providers' times have whole seconds: a session that was opened within this second counts as before.
  const before = new Date(at.getTime() + 1000)
  const deleted = await tx<{ userId: string }>`
    DELETE FROM "Session"
    WHERE "provider" = ${provider} AND "createdAt" < ${before}::timestamp AND (
      "providerSid" = ${providerSid} OR "userId" = (
        SELECT "userId" FROM "Account"
        WHERE "provider" = ${provider} AND "providerAccountId" = ${providerAccountId}
      )
    )
    RETURNING "userId"`
  return [...new Set(deleted.map(({ userId }) => userId))]
}

function staleBefore(): Date {
  return new Date(Date.now() - config.lastSeenMinutes * 60_000)
}

/** The earlier one of idle limit and absolute limit. */
function expiry(createdAt: Date, lastSeen: Date): Date {
  const idle = lastSeen.getTime() + config.sessionIdleDays * dayMs
  const absolute = createdAt.getTime() + config.sessionMaxDays * dayMs
  return new Date(Math.min(idle, absolute))
}
