// The columns with the providers' tokens, and the refresh lease: only the process that holds a row's lease may refresh its tokens.
import { db } from "../../db"
import type { Prisma } from "../../generated/prisma/client"
import { sql } from "../../sql"
import type { TokenRow } from "../crypto/sealing.mjs"
import type { LogoutSubject } from "../oauth"
import type { AccountKey } from "./accounts"
import type { ExtendedColumns, SealedTokens, TokenColumns } from "./sealed-tokens"

/** An issuer, its spellings, or the start of those of all tenants. */
export type Issuers = string | { in: string[] } | { startsWith: string }

export type StoredTokens = SealedTokens &
  Pick<TokenColumns, "scope" | "expires_at"> & {
    id: string
    extendedScope: string | null
    provider: string
    /** The tokens are sealed for it. */
    row: TokenRow
  }

/** Enough for three requests to the provider up to their timeouts, and for writing the result. */
const leaseSeconds = 45

const columns = {
  id: true,
  provider: true,
  issuer: true,
  providerAccountId: true,
  access_token: true,
  refresh_token: true,
  id_token: true,
  extra: true,
  scope: true,
  expires_at: true,
  extendedTokens: true,
  extendedScope: true,
} as const

/**
 * The tokens of one account, or of a user's account at a provider: of several, the one that signed in last.
 *
 * @param account issuer: that of the client (`accountIssuers`), since a token must reach no other server
 */
export async function findProviderTokens(
  account: { id: string } | { userId: string; provider: string; issuer: Issuers },
): Promise<StoredTokens | null> {
  const found = await db.account.findFirst({
    where: account,
    orderBy: { lastUsedAt: "desc" },
    select: columns,
  })
  return found && withRow(found)
}

/** The tokens of all accounts of a user at a provider. */
export async function findTokensOfUser(where: {
  userId: string
  provider: string
  issuer: Issuers
}): Promise<StoredTokens[]> {
  const found = await db.account.findMany({ where, orderBy: { lastUsedAt: "desc" }, select: columns })
  return found.map(withRow)
}

function withRow<T extends TokenRow>({ issuer, providerAccountId, ...tokens }: T) {
  return { ...tokens, row: { provider: tokens.provider, issuer, providerAccountId } }
}

/**
 * The accounts with an ID token that a logout token is about: those of a session's user, or one account. If there is none, the
 * account of the issuer that signed in last: an issuer signs all ID tokens of a client by one algorithm.
 */
export async function findIdTokens({
  provider,
  issuer,
  configuredIssuer,
  providerSid,
  providerAccountId,
}: Omit<LogoutSubject, "at"> & AccountKey): Promise<StoredTokens[]> {
  const ofIssuer = { provider, issuer: { in: [issuer, configuredIssuer] }, id_token: { not: null } }
  const subject =
    providerSid !== null
      ? { userId: { in: await usersOf({ provider, issuer: { in: [issuer, ""] }, providerSid }) } }
      : { providerAccountId: providerAccountId ?? "" }
  const own = await db.account.findMany({ where: { ...ofIssuer, ...subject }, select: columns })
  if (own.length > 0) return own.map(withRow)
  const latest = { where: ofIssuer, orderBy: { lastUsedAt: "desc" }, select: columns } as const
  const other = await db.account.findFirst(latest)
  return other ? [withRow(other)] : []
}

/** The users of some sessions. A statement of its own: Citus joins no reference table with a subquery on a distributed one. */
async function usersOf(where: Prisma.SessionWhereInput): Promise<string[]> {
  const sessions = await db.session.findMany({ where, select: { userId: true } })
  return sessions.map(({ userId }) => userId)
}

/** Replaces plaintext columns by their sealed form, unless one of them has changed in the meantime. */
export async function replaceWithSealed(stored: StoredTokens, sealed: Partial<SealedTokens>): Promise<void> {
  const { id, access_token, refresh_token, id_token, extra, extendedTokens } = stored
  const where = { id, access_token, refresh_token, id_token, extra, extendedTokens }
  await db.account.updateMany({ where, data: sealed })
}

/**
 * Acquires the refresh lease by compare-and-set. The lease of a process that died expires.
 *
 * @returns its expiry time; undefined if another process holds it, or has written other tokens in the meantime
 */
export async function acquireRefreshLease({
  id,
  access_token,
  refresh_token,
  extendedTokens,
}: StoredTokens): Promise<Date | undefined> {
  const now = Date.now()
  const until = new Date(now + leaseSeconds * 1000)
  const updated = await sql`
    UPDATE "Account" SET "refreshLeaseUntil" = ${until}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}
      AND "extendedTokens" IS NOT DISTINCT FROM ${extendedTokens}
      AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < ${new Date(now)})
    RETURNING "id"`
  return updated.length === 1 ? until : undefined
}

/**
 * Writes the result of a refresh and releases the lease. Tokens that a sign-in has written in the meantime are kept.
 *
 * @param leaseUntil from `acquireRefreshLease`
 * @param tokens the new tokens; columns without a new value keep the old one (RFC 6749 section 6). Null if the provider
 * rejects the refresh token, which is then deleted; undefined if the response was unusable
 */
export async function finishRefresh(
  { id, refresh_token }: StoredTokens,
  leaseUntil: Date,
  tokens: TokenColumns | null | undefined,
): Promise<void> {
  const where = { id, refresh_token }
  if (tokens === null) await db.account.updateMany({ where, data: { refresh_token: null } })
  else if (tokens) await db.account.updateMany({ where, data: withoutNull(tokens) })
  await releaseLease(id, leaseUntil)
}

/**
 * Like `finishRefresh`, for the tokens of further scopes.
 *
 * @param tokens undefined if the response was unusable
 */
export async function finishExtendedRefresh(
  { id, extendedTokens }: StoredTokens,
  leaseUntil: Date,
  tokens: ExtendedColumns | undefined,
): Promise<void> {
  if (tokens) await db.account.updateMany({ where: { id, extendedTokens }, data: tokens })
  await releaseLease(id, leaseUntil)
}

/** Deletes tokens of further scopes that the provider no longer accepts, unless others were written in the meantime. */
export async function dropExtended({ id, extendedTokens }: StoredTokens): Promise<void> {
  const data = { extendedTokens: null, extendedScope: null }
  await db.account.updateMany({ where: { id, extendedTokens }, data })
}

async function releaseLease(id: string, refreshLeaseUntil: Date): Promise<void> {
  await db.account.updateMany({ where: { id, refreshLeaseUntil }, data: { refreshLeaseUntil: null } })
}

/** A column that the response leaves out keeps its value, except the expiry, which belongs to the new access token. */
function withoutNull({ expires_at, ...tokens }: TokenColumns) {
  const given = Object.entries(tokens).filter(([, value]) => value !== null)
  return { ...(Object.fromEntries(given) as Partial<TokenColumns>), expires_at }
}

/** Clears tokens that the provider has revoked. Tokens that a sign-in has written in the meantime are kept. */
export async function clearRevokedTokens(revoked: StoredTokens): Promise<void> {
  const { id, access_token, refresh_token, extendedTokens } = revoked
  if (extendedTokens !== null) await dropExtended(revoked)
  if (access_token === null && refresh_token === null) return
  const data = {
    ...(access_token !== null && { access_token: null, expires_at: null }),
    ...(refresh_token !== null && { refresh_token: null }),
  }
  const unchanged = {
    ...(access_token !== null && { access_token }),
    ...(refresh_token !== null && { refresh_token }),
  }
  await db.account.updateMany({ where: { id, ...unchanged }, data })
}
