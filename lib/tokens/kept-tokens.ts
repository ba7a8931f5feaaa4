// The rows that keep providers' tokens, and the lease on a row: who has it alone refreshes its tokens.
import { db } from "../db"
import type { SealedTokens, TokenColumns } from "./sealed-tokens"

export type KeptTokens = SealedTokens &
  Pick<TokenColumns, "scope" | "expires_at"> & { id: string; provider: string; row: string }

/** Three calls to the provider at their limits, and the writing. */
const leaseSeconds = 45

/** One account's, or those of a user's account at a provider: of several, the one that signed in last. */
export async function findTokens(
  account: { id: string } | { userId: string; provider: string },
): Promise<KeptTokens | null> {
  const found = await db.account.findFirst({ where: account, orderBy: { lastUsedAt: "desc" } })
  return found && { ...found, row: `${found.provider}:${found.providerAccountId}` }
}

/** Replaces columns by their sealed form, unless one of them got another value meanwhile. */
export async function keepSealed(kept: KeptTokens, sealed: Partial<SealedTokens>): Promise<void> {
  const { id, access_token, refresh_token, id_token, extra } = kept
  await db.account.updateMany({ where: { id, access_token, refresh_token, id_token, extra }, data: sealed })
}

/**
 * Takes the lease. That of a process that died runs out.
 *
 * @returns until when it holds; undefined where somebody else has it, or wrote other tokens meanwhile
 */
export async function takeLease({ id, access_token, refresh_token }: KeptTokens): Promise<Date | undefined> {
  const now = Date.now()
  const until = new Date(now + leaseSeconds * 1000)
  const isFree = [{ refreshLeaseUntil: null }, { refreshLeaseUntil: { lt: new Date(now) } }]
  const { count } = await db.account.updateMany({
    where: { id, access_token, refresh_token, OR: isFree },
    data: { refreshLeaseUntil: until },
  })
  return count === 1 ? until : undefined
}

/**
 * Writes what came of a refresh, and gives the lease back. The tokens of a sign-in meanwhile are left alone.
 *
 * @param until from `takeLease`
 * @param outcome the new tokens, of which those left out still hold (RFC 6749 section 6); null where the provider
 * takes the refresh token no more, so that it is not asked again; undefined where it gave no usable answer
 */
export async function settle(
  { id, refresh_token }: KeptTokens,
  until: Date,
  outcome: TokenColumns | null | undefined,
): Promise<void> {
  const named = Object.entries(outcome ?? {}).filter(
    ([name, value]) => value !== null || name === "expires_at",
  )
  const columns = outcome === null ? { refresh_token: null } : Object.fromEntries(named)
  await db.account.updateMany({ where: { id, refresh_token }, data: columns })
  await db.account.updateMany({
    where: { id, refreshLeaseUntil: until },
    data: { refreshLeaseUntil: null },
  })
}

/** The provider takes them no more. Those of a sign-in meanwhile are left alone. */
export async function dropRevoked({ id, access_token, refresh_token }: KeptTokens): Promise<void> {
  await db.account.updateMany({
    where: { id, access_token, refresh_token },
    data: { access_token: null, refresh_token: null, expires_at: null },
  })
}
