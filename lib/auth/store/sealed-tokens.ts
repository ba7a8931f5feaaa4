// Seals the provider's tokens for the database. A sealed token opens only in its own row and column.
import { open, seal } from "../crypto/seal"
import { isSealed, isSealedFor, rowName, type TokenRow } from "../crypto/sealing.mjs"
import type { Tokens } from "../oauth"

/** The columns of Account that hold tokens. */
export type TokenColumns = {
  access_token: string
  refresh_token?: string
  id_token: string | null
  token_type: string | null
  scope: string | null
  expires_at: number | null
  extra: string | null
}

const sealedColumns = ["access_token", "refresh_token", "id_token", "extra"] as const

type SealedColumn = (typeof sealedColumns)[number]

/** The sealed columns of a row. */
export type SealedTokens = Record<SealedColumn, string | null>

/**
 * Seals the tokens for the row of one account. Without a new refresh token the stored one stays valid (RFC 6749 section 6),
 * so the column is then omitted.
 *
 * @param row a sealed token moved to another row or column does not open
 */
export async function sealTokens(tokens: Tokens, row: TokenRow): Promise<TokenColumns> {
  const sealed = async (column: SealedColumn, value: unknown) =>
    seal("token", { row: rowName(row), column, value })
  const [access_token, refresh_token, id_token, extra] = await Promise.all([
    sealed("access_token", tokens.accessToken),
    tokens.refreshToken === null ? undefined : sealed("refresh_token", tokens.refreshToken),
    tokens.idToken === null ? null : sealed("id_token", tokens.idToken),
    Object.keys(tokens.extra).length === 0 ? null : sealed("extra", tokens.extra),
  ])
  return {
    access_token,
    ...(refresh_token !== undefined && { refresh_token }),
    id_token,
    extra,
    token_type: tokens.tokenType,
    scope: tokens.scope,
    expires_at: tokens.expiresAt === null ? null : Math.min(tokens.expiresAt, 2 ** 31 - 1),
  }
}

/**
 * Opens one column of a row.
 *
 * @returns undefined if it is empty, or was sealed for another row or column or under a secret that is no longer set
 */
export async function openToken(tokens: SealedTokens, column: SealedColumn, row: TokenRow): Promise<unknown> {
  const opened = await open("token", tokens[column] ?? "")
  return isSealedFor(opened, row, column) ? opened?.value : undefined
}

/**
 * Seals the plaintext columns of a row that was migrated from an Auth.js database.
 *
 * @returns only those columns; null if there are none
 */
export async function sealPlaintext(
  tokens: SealedTokens,
  row: TokenRow,
): Promise<Partial<SealedTokens> | null> {
  const plain = sealedColumns.filter((name) => tokens[name] !== null && !isSealed(tokens[name]))
  if (plain.length === 0) return null
  const entries = plain.map(
    async (name) =>
      [name, await seal("token", { row: rowName(row), column: name, value: tokens[name] })] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
