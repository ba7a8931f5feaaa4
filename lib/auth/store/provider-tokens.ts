// The columns with the providers' tokens, and the refresh lease: only the process that holds a row's lease may refresh its tokens.
import { sql } from "../../sql"
import type { SealedTokens, TokenColumns } from "./sealed-tokens"

export type StoredTokens = SealedTokens &
  Pick<TokenColumns, "scope" | "expires_at"> & {
    id: string
    provider: string
    /** `provider:providerAccountId`, to which the tokens are sealed. */
    row: string
  }

/** Enough for three requests to the provider up to their timeouts, and for writing the result. */
const leaseSeconds = 45

/** The tokens of one account, or of a user's account at a provider: of several, the one that signed in last. */
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

/** Replaces plaintext columns by their sealed form, unless one of them has changed in the meantime. */
export async function replaceWithSealed(stored: StoredTokens, sealed: Partial<SealedTokens>): Promise<void> {
  const { id, access_token, refresh_token, id_token, extra } = stored
  const next = { ...stored, ...sealed }
  await sql`
    UPDATE "Account" SET
      "access_token" = ${next.access_token}, "refresh_token" = ${next.refresh_token},
      "id_token" = ${next.id_token}, "extra" = ${next.extra}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}
      AND "id_token" IS NOT DISTINCT FROM ${id_token} AND "extra" IS NOT DISTINCT FROM ${extra}`
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
}: StoredTokens): Promise<Date | undefined> {
  const now = Date.now()
  const until = new Date(now + leaseSeconds * 1000)
  const updated = await sql`
    UPDATE "Account" SET "refreshLeaseUntil" = ${until}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}
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
  if (tokens === null)
    await sql`
      UPDATE "Account" SET "refresh_token" = NULL, "updatedAt" = ${new Date()}
      WHERE "id" = ${id} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
  else if (tokens)
    await sql`
      UPDATE "Account" SET
        "access_token" = ${tokens.access_token}, "refresh_token" = coalesce(${tokens.refresh_token ?? null}, "refresh_token"),
        "id_token" = coalesce(${tokens.id_token}, "id_token"), "token_type" = coalesce(${tokens.token_type}, "token_type"),
        "scope" = coalesce(${tokens.scope}, "scope"), "extra" = coalesce(${tokens.extra}, "extra"),
        "expires_at" = ${tokens.expires_at}, "updatedAt" = ${new Date()}
      WHERE "id" = ${id} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
  await sql`
    UPDATE "Account" SET "refreshLeaseUntil" = NULL WHERE "id" = ${id} AND "refreshLeaseUntil" = ${leaseUntil}`
}

/** Clears tokens that the provider has revoked. Tokens that a sign-in has written in the meantime are kept. */
export async function clearRevokedTokens({ id, access_token, refresh_token }: StoredTokens): Promise<void> {
  await sql`
    UPDATE "Account" SET "access_token" = NULL, "refresh_token" = NULL, "expires_at" = NULL, "updatedAt" = ${new Date()}
    WHERE "id" = ${id}
      AND "access_token" IS NOT DISTINCT FROM ${access_token} AND "refresh_token" IS NOT DISTINCT FROM ${refresh_token}`
}
