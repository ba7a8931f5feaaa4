// Seals the provider's tokens for the database. A sealed token opens only in its own row and column.
import { isDpopKey, type DpopKey } from "../crypto/dpop-key"
import { open, seal } from "../crypto/seal"
import {
  isLogoutHintOf,
  isSealed,
  isSealedFor,
  logoutHintOf,
  rowName,
  type TokenRow,
} from "../crypto/sealing.mjs"
import type { Tokens } from "../oauth"
import { integer, isRecord, optional, record, text } from "../shape"

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

/** The same columns as in scripts/database/reseal.mjs. */
const sealedColumns = ["access_token", "refresh_token", "id_token", "extra", "extendedTokens"] as const

type SealedColumn = (typeof sealedColumns)[number]

/** The sealed columns of a row. */
export type SealedTokens = Record<SealedColumn, string | null>

/**
 * Seals the tokens for the row of one account, together with the session whose sign-in gave them. Without a new refresh token the stored one stays valid (RFC 6749 section 6),
 * so the column is then omitted. A token that is bound to a key is sealed with it: the stored refresh token keeps its own one.
 *
 * @param row a sealed token moved to another row or column does not open
 * @param session the id of the session; of refreshed tokens, that of the refresh token
 */
export async function sealTokens(
  tokens: Tokens,
  row: TokenRow,
  session: string | undefined,
): Promise<TokenColumns> {
  const sealed = async (column: SealedColumn, value: unknown, dpopKey?: DpopKey) =>
    seal("token", { row: rowName(row), column, value, session, dpopKey })
  const [access_token, refresh_token, id_token, extra] = await Promise.all([
    sealed("access_token", tokens.accessToken, tokens.dpopKey),
    tokens.refreshToken === null ? undefined : sealed("refresh_token", tokens.refreshToken, tokens.dpopKey),
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
  return (await openColumn(tokens, column, row))?.value
}

/** The columns of tokens that were requested with further scopes. A plain sign-in leaves them as they are. */
export type ExtendedColumns = { extendedTokens: string; extendedScope: string | null }

/** The content of `extendedTokens`. */
export type ExtendedTokens = Pick<Tokens, "accessToken" | "refreshToken" | "expiresAt" | "extra" | "dpopKey">

/** Seals the tokens of a request for further scopes. The ID token is not among them: it belongs to a sign-in. */
export async function sealExtended(
  { scope, ...tokens }: ExtendedTokens & Pick<Tokens, "scope">,
  row: TokenRow,
  session: string | undefined,
): Promise<ExtendedColumns> {
  const { accessToken, refreshToken, expiresAt, extra, dpopKey } = tokens
  const value: ExtendedTokens = { accessToken, refreshToken, expiresAt, extra, dpopKey }
  const content = { row: rowName(row), column: "extendedTokens", value, session }
  return { extendedTokens: await seal("token", content), extendedScope: scope }
}

const isExtended = record<ExtendedTokens>({
  accessToken: text,
  refreshToken: (value): value is string | null => value === null || text(value),
  expiresAt: (value): value is number | null => value === null || integer(value),
  extra: isRecord,
  dpopKey: optional(isDpopKey),
})

/** @returns undefined if there are none, or if they cannot be opened */
export async function openExtended(tokens: SealedTokens, row: TokenRow): Promise<ExtendedTokens | undefined> {
  const opened = await openToken(tokens, "extendedTokens", row)
  return isExtended(opened) ? opened : undefined
}

const openSealed = async (sealed: string | null) => open("token", sealed ?? "")

async function openColumn(tokens: SealedTokens, column: SealedColumn, row: TokenRow) {
  const opened = await openSealed(tokens[column])
  return isSealedFor(opened, row, column) ? opened : null
}

/** A token and the key to which it is bound (RFC 9449); a bearer token has none. */
export type BoundToken = { token: string; dpopKey: DpopKey | undefined }

/** Opens a token like `openToken`, together with its key. */
export async function openBoundToken(
  tokens: SealedTokens,
  column: "access_token" | "refresh_token",
  row: TokenRow,
): Promise<BoundToken | undefined> {
  const opened = await openColumn(tokens, column, row)
  if (typeof opened?.value !== "string") return undefined
  return { token: opened.value, dpopKey: isDpopKey(opened.dpopKey) ? opened.dpopKey : undefined }
}

/** The id of the session whose sign-in gave a token; undefined for a token of an older version or of Auth.js. */
export async function sessionOfToken(
  tokens: SealedTokens,
  column: SealedColumn,
  row: TokenRow,
): Promise<string | undefined> {
  const session = (await openColumn(tokens, column, row))?.session
  return typeof session === "string" ? session : undefined
}

/**
 * The tokens of an account without those that the sign-in of another session gave. A token that names no session belongs to each.
 *
 * @returns with null in place of the others
 */
export async function tokensOfSession<T extends SealedTokens & { row: TokenRow }>(
  tokens: T,
  sessionId: string,
): Promise<T> {
  const isOther = async (column: SealedColumn) =>
    ![undefined, sessionId].includes(await sessionOfToken(tokens, column, tokens.row))
  const [access, refresh, id, extended] = await Promise.all([
    isOther("access_token"),
    isOther("refresh_token"),
    isOther("id_token"),
    isOther("extendedTokens"),
  ])
  return {
    ...tokens,
    // A provider may revoke the refresh token together with the access token (RFC 7009 section 2.1).
    ...((access || refresh) && { access_token: null }),
    ...(refresh && { refresh_token: null }),
    ...(id && { id_token: null }),
    ...(extended && { extendedTokens: null }),
  }
}

/** Seals the ID token of a sign-in for the session that it opens: the hint with which that session ends at the provider. */
export async function sealLogoutHint(idToken: string | null, sessionId: string): Promise<string | null> {
  return idToken === null ? null : seal("token", { ...logoutHintOf(sessionId), value: idToken })
}

/** @returns undefined if there is none, or if it was sealed for another session or under a secret that is no longer set */
export async function openLogoutHint(sealed: string | null, sessionId: string): Promise<string | undefined> {
  const opened = await openSealed(sealed)
  const value = isLogoutHintOf(opened, sessionId) ? opened?.value : undefined
  return typeof value === "string" ? value : undefined
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
