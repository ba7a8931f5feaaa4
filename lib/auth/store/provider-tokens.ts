// The rows that keep providers' tokens, and the lease on a row: who has it alone refreshes its tokens.
import { sql } from "../../sql"
import type { SealedTokens, TokenColumns } from "./sealed-tokens"

export type StoredTokens = SealedTokens &
  Pick<TokenColumns, "scope" | "expires_at"> & { id: string; provider: string; row: string }

/** Three calls to the provider at their limits, and the writing. */
const leaseSeconds = 45

/** One account's, or those of a user's account at a provider: of several, the one that signed in last. */
export async function findProviderTokens(
  account: { id: string } | { userId: string; provider: string },
): Promise<StoredTokens | null> {
  const { id, userId, provider } = { id: null, userId: null, provider: null, ...account }
  const [found] = await sql<StoredTokens>`
    SELECT "id", "provider", "access_token", "refresh_token", "id_token", "extra", "scope", "expires_at",
           "provider" || ':' || "providerAccountId" AS "row"
    FROM "Account" WHERE "id" = ${id} OR ("userId" = ${userId} AND "provider" = ${provider})
    ORDER BY "lastUsedAt" DESC LIMIT 1`
  return found ?? null
}

/** Replaces columns by their sealed form, unless one of them got another value meanwhile. */
export async function replaceWithSealed(kept: StoredTokens, sealed: Partial<SealedTokens>): Promise<void> {
  const { id, access_token, refresh_token, id_token, extra } = kept
  const next = { ...kept, ...sealed }
  await sql`
    UPDATE "Account" SET
      "access_token" = ${next.access_token}, "refresh_token" = ${next.refresh_token},
      "id_token" = ${next.id_token}, "extra" = ${next.extra}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}
      AND "id_token" IS NOT DISTINCT FROM ${id_token} AND "extra" IS NOT DISTINCT FROM ${extra}`
}

/**
 * Takes the lease. That of a process that died runs out.
 *
 * @returns until when it holds; undefined where somebody else has it, or wrote other tokens meanwhile
 */
export async function acquireRefreshLease({
  id,
  access_token,
  refresh_token,
}: StoredTokens): Promise<Date | undefined> {
  const now = Date.now()
  const until = new Date(now + leaseSeconds * 1000)
  const taken = await sql`
    UPDATE "Account" SET "refreshLeaseUntil" = ${until}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}
      AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < ${new Date(now)})
    RETURNING "id"`
  return taken.length === 1 ? until : undefined
}

/**
 * Writes what came of a refresh, and gives the lease back. The tokens of a sign-in meanwhile are left alone.
 *
 * @param until from `acquireRefreshLease`
 * @param outcome the new tokens, of which those left out still hold (RFC 6749 section 6); null where the provider
 * takes the refresh token no more, so that it is not asked again; undefined where it gave no usable answer
 */
export async function settle(
  { id, refresh_token }: StoredTokens,
  until: Date,
  outcome: TokenColumns | null | undefined,
): Promise<void> {
  if (outcome === null)
    await sql`
      UPDATE "Account" SET "refresh_token" = NULL, "updatedAt" = ${new Date()}
      WHERE "id" = ${id} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
  else if (outcome)
    await sql`
      UPDATE "Account" SET
        "access_token" = ${outcome.access_token}, "refresh_token" = coalesce(${outcome.refresh_token ?? null}, "refresh_token"),
        "id_token" = coalesce(${outcome.id_token}, "id_token"), "token_type" = coalesce(${outcome.token_type}, "token_type"),
        "scope" = coalesce(${outcome.scope}, "scope"), "extra" = coalesce(${outcome.extra}, "extra"),
        "expires_at" = ${outcome.expires_at}, "updatedAt" = ${new Date()}
      WHERE "id" = ${id} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
  await sql`UPDATE "Account" SET "refreshLeaseUntil" = NULL WHERE "id" = ${id} AND "refreshLeaseUntil" = ${until}`
}

/** The provider takes them no more. Those of a sign-in meanwhile are left alone. */
export async function clearRevokedTokens({ id, access_token, refresh_token }: StoredTokens): Promise<void> {
  await sql`
    UPDATE "Account" SET "access_token" = NULL, "refresh_token" = NULL, "expires_at" = NULL, "updatedAt" = ${new Date()}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
}
