// Writes the rows of sessions. Reading them is in session-read.ts, the cookie with the token in cookies/session.ts.
import { randomBytes } from "node:crypto"
import { isMissingRow } from "../../database-errors"
import { db, type Tx } from "../../db"
import type { Prisma } from "../../generated/prisma/client"
import { config } from "../config"
import { sha256 } from "../crypto/hash"
import { AuthError } from "../errors"
import type { Visitor } from "../http/visitor"
import type { LogoutSubject } from "../oauth"
import { identity, type AccountKey } from "./accounts"
import { rowOf, type Session } from "./session-read"

type NewSession = Visitor & {
  id: string
  userId: string
  provider: string
  issuer: string
  /** The id of the account that opens it. */
  accountId: string
  providerSid: string | null
  logoutHint: string | null
  authenticatedAt: Date | null
  authTime: Date | null
  acr: string | null
  /** The tokens of this browser's older session, which ends: a token never survives a sign-in. */
  replacedTokens: readonly string[]
}

export type DeletedSession = {
  id: string
  userId: string
  provider: string | null
  issuer: string
  providerSid: string | null
  logoutHint: string | null
}

const deletedColumns = {
  id: true,
  userId: true,
  provider: true,
  issuer: true,
  providerSid: true,
  logoutHint: true,
} as const

const dayMs = 86_400_000

/** @returns the token for the session cookie, which is set after the transaction has committed */
export async function createSession(tx: Tx, { replacedTokens, ...session }: NewSession): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  if (replacedTokens.length > 0)
    await tx.session.deleteMany({ where: { sessionToken: { in: replacedTokens.map(sha256) } } })
  const now = new Date()
  const { id, userId, provider, issuer, accountId, providerSid, logoutHint } = session
  const { authenticatedAt, authTime, acr, userAgent, address } = session
  // With its type and without a spread, or the compiler would accept a column that the schema no longer has.
  const data: Prisma.SessionUncheckedCreateInput = {
    id,
    sessionToken: sha256(token),
    userId,
    provider,
    issuer,
    accountId,
    providerSid,
    logoutHint,
    authenticatedAt,
    authTime,
    acr,
    userAgent,
    address,
    createdAt: now,
    lastSeen: now,
    expires: expiry(now, now),
  }
  await tx.session.create({ data, select: { id: true } })
  return token
}

/**
 * Requires that a session has not ended since it was read.
 *
 * @throws AuthError session_changed
 */
export async function requireSession(tx: Tx, session: Session): Promise<void> {
  // A write, which waits for a parallel sign-out. It changes no time: an account that is linked proves nothing about its user.
  const { count } = await tx.session.updateMany({ where: rowOf(session), data: { id: session.id } })
  if (count === 0) throw new AuthError("session_changed", { details: { check: "account" } })
}

/** Moves last seen and the idle limit. Of parallel renders, one writes. */
export async function updateLastSeen(session: Session): Promise<void> {
  const { createdAt, lastSeen } = session
  const now = new Date()
  await db.session.updateMany({
    where: { ...rowOf(session), lastSeen: { lte: lastSeen } },
    data: { lastSeen: now, expires: expiry(createdAt, now) },
  })
}

/** @returns the deleted session; none where the token has none */
export async function deleteSession(tx: Tx, token: string): Promise<DeletedSession[]> {
  const where = { sessionToken: sha256(token) }
  return tx.session.delete({ where, select: deletedColumns }).then(
    (session) => [session],
    (error: unknown) => {
      if (isMissingRow(error)) return []
      throw error
    },
  )
}

/**
 * Deletes the sessions that were opened with a provider before a time: those with its session id, or all of one account.
 * A null matches nothing. A session of an older version without an issuer ends if its user has an account of this issuer, and one
 * that does not name its account if its user has the account.
 *
 * @returns the ids of the users whose sessions were deleted
 */
export async function deleteProviderSessions(
  tx: Tx,
  { provider, issuer, configuredIssuer, providerSid, providerAccountId, at }: LogoutSubject & AccountKey,
): Promise<string[]> {
  // Providers' times have whole seconds: a session that was opened within this second counts as before.
  const createdAt = { lt: new Date(at.getTime() + 1000) }
  const key = { provider, issuer, configuredIssuer }
  const subject = providerSid !== null ? { providerSid } : await ofAccount(tx, key, providerAccountId ?? "")
  const ofIssuer = { provider, issuer: { in: [issuer, configuredIssuer] } }
  const isOlder = { issuer: "", user: { accounts: { some: ofIssuer } } }
  const where = { provider, createdAt, AND: [subject, { OR: [{ issuer }, isOlder] }] }
  const sessions = await tx.session.findMany({ where, select: { id: true, userId: true } })
  if (sessions.length === 0) return []
  await tx.session.deleteMany({ where: { id: { in: sessions.map(({ id }) => id) } } })
  return [...new Set(sessions.map(({ userId }) => userId))]
}

/** The sessions that one account opened: a user may have several accounts of a provider. */
async function ofAccount(
  tx: Tx,
  key: AccountKey,
  providerAccountId: string,
): Promise<Prisma.SessionWhereInput> {
  const where = identity(key, providerAccountId)
  const accounts = await tx.account.findMany({ where, select: { id: true } })
  const opened = { accountId: { in: accounts.map(({ id }) => id) } }
  return { OR: [opened, { accountId: null, user: { accounts: { some: where } } }] }
}

/** The idle limit, never past the absolute one. */
function expiry(createdAt: Date, seen: Date): Date {
  const idle = seen.getTime() + config.sessionIdleDays * dayMs
  const absolute = createdAt.getTime() + config.sessionMaxDays * dayMs
  return new Date(Math.min(idle, absolute))
}
