// Opens, finds and closes sessions: a row in the database, and a cookie that holds its token.
import { randomBytes, randomUUID } from "node:crypto"
import type { Role } from "../../generated/prisma/enums"
import { prepared, sql, type Sql } from "../../sql"
import { config } from "../config"
import { clearCookie, readCookie, writeCookie } from "../cookies/cookie"
import { sha256 } from "../crypto/digest"
import { AuthError } from "../errors"
import type { LogoutSubject } from "../oauth"
import type { Visitor } from "../http/visitor"

export type Session = {
  id: string
  expires: Date
  createdAt: Date
  lastSeen: Date
  /** When the person last proved to a provider who they are. */
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

type NewSession = Visitor & {
  userId: string
  provider: string
  providerSid: string | null
  authenticatedAt: Date
}

export type DeletedSession = { userId: string; provider: string | null; providerSid: string | null }

const cookieName = "session"
const day = 86_400

/**
 * Writes the row of a new session; this browser's older one goes with it, so a token never survives a sign-in.
 *
 * @returns the token for `setSessionCookie`, once the transaction holds
 */
export async function createSession(tx: Sql, session: NewSession): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  const older = await readCookie(cookieName)
  if (older) await tx`DELETE FROM "Session" WHERE "sessionToken" = ${sha256(older)}`
  const { userId, provider, providerSid, authenticatedAt, userAgent, address } = session
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

/** Lays the session's cookie. It is set once and outlives the row, which decides. */
export async function setSessionCookie(token: string): Promise<void> {
  await writeCookie(cookieName, token, config.sessionMaxDays * day)
}

/**
 * This browser's session, in one indexed statement.
 *
 * @throws when the database cannot be asked: an outage is not a sign-out
 */
export async function findSession(): Promise<Session | null> {
  const token = await readCookie(cookieName)
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

/** Whether it was proven lately that the person is still the same. */
export function isRecent({ authenticatedAt }: Session): boolean {
  return authenticatedAt.getTime() > Date.now() - config.recentMinutes * 60_000
}

/**
 * Notes that the person has just proved who they are.
 *
 * @throws AuthError session_changed when the session has ended meanwhile
 */
export async function markAuthenticated(tx: Sql, { id }: Session): Promise<void> {
  const [renewed] = await tx`
    UPDATE "Session" SET "authenticatedAt" = ${new Date()} WHERE "id" = ${id} RETURNING "id"`
  if (!renewed) throw new AuthError("session_changed")
}

/** Whether the row is due for `updateLastSeen`. */
export function isLastSeenStale({ lastSeen }: Session): boolean {
  return lastSeen.getTime() < lastSeenLimit().getTime()
}

/** Moves last seen and the idle limit; of parallel renders one writes. */
export async function updateLastSeen({ id, createdAt }: Session): Promise<void> {
  const now = new Date()
  await sql`
    UPDATE "Session" SET "lastSeen" = ${now}, "expires" = ${expiry(createdAt, now)}
    WHERE "id" = ${id} AND "lastSeen" < ${lastSeenLimit()}`
}

/**
 * Deletes this browser's row. `clearSessionCookie` drops the cookie, once the transaction holds.
 *
 * @returns whose session it was, or undefined when there was none
 */
export async function deleteSession(tx: Sql): Promise<DeletedSession | undefined> {
  const token = await readCookie(cookieName)
  if (!token) return undefined
  const [session] = await tx<DeletedSession>`
    DELETE FROM "Session" WHERE "sessionToken" = ${sha256(token)} RETURNING "userId", "provider", "providerSid"`
  return session
}

/**
 * Deletes the sessions that were opened with a provider, up to a time, for one session of its own or for one of its
 * accounts: what is null matches none.
 *
 * @returns the users whose sessions they were
 */
export async function deleteProviderSessions(
  tx: Sql,
  { provider, providerSid, providerAccountId, at }: LogoutSubject & { provider: string },
): Promise<string[]> {
  // Providers count in whole seconds: what was opened within this one counts as before.
  const before = new Date(at.getTime() + 1000)
  const closed = await tx<{ userId: string }>`
    DELETE FROM "Session"
    WHERE "provider" = ${provider} AND "createdAt" < ${before}::timestamp AND (
      "providerSid" = ${providerSid} OR "userId" = (
        SELECT "userId" FROM "Account"
        WHERE "provider" = ${provider} AND "providerAccountId" = ${providerAccountId}
      )
    )
    RETURNING "userId"`
  return [...new Set(closed.map(({ userId }) => userId))]
}

export async function clearSessionCookie(): Promise<void> {
  await clearCookie(cookieName)
}

function lastSeenLimit(): Date {
  return new Date(Date.now() - config.lastSeenMinutes * 60_000)
}

/** The idle limit, never past the absolute one. */
function expiry(createdAt: Date, seen: Date): Date {
  const idle = seen.getTime() + config.sessionIdleDays * day * 1000
  const absolute = createdAt.getTime() + config.sessionMaxDays * day * 1000
  return new Date(Math.min(idle, absolute))
}
