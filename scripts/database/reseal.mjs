// Seals provider tokens, the logout hints of sessions and the credentials of connections again: those under AUTH_SECRET_PREVIOUS, and
// tokens that are unsealed, as in an Auth.js database. It can run beside the app and needs only `pg` and `jose`, so it runs in a production image.
import {
  deriveKey,
  isCredentialsOf,
  isLogoutHintOf,
  isSealed,
  isSealedFor,
  openWith,
  rowName,
  sealWith,
  startOfSealed,
} from "../../lib/auth/crypto/sealing.mjs"
import { withClient } from "./client.mjs"

/** The same columns as in lib/auth/store/sealed-tokens.ts, as is the content of a seal. */
const columns = /** @type {const} */ ([
  "access_token",
  "refresh_token",
  "id_token",
  "extra",
  "extendedTokens",
])

/**
 * The sealed columns of other tables, and what their values are sealed for.
 * @type {Record<string, { table: string, purpose: "token" | "connection", isOf: typeof isLogoutHintOf }>}
 */
const others = {
  logoutHint: { table: "Session", purpose: "token", isOf: isLogoutHintOf },
  credentials: { table: "Connection", purpose: "connection", isOf: isCredentialsOf },
}

/**
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").Key} Key
 * @typedef {{ previous: number, clear: number, unreadable: number }} Left unreadable: sealed under another secret, or
 *   for another row
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").TokenRow & { id: string, column: string, value: string }} Token
 *   a value of another table has an empty row
 * @typedef {Record<"token" | "connection", [Key, ...Key[]]>} Keys by purpose, the current one first
 */

/**
 * Seals every token that is not sealed under `secret`. After an interruption it can be started again.
 * @param {string} url
 * @param {{ secret: string, previous?: string | undefined, batch?: number }} options batch: rows per query
 * @returns {Promise<{ resealed: number, left: Left }>} left: counted afterwards
 */
export async function reseal(url, { secret, previous, batch = 200 }) {
  /** @type {(purpose: keyof Keys) => [Key, ...Key[]]} */
  const keysOf = (purpose) => [
    deriveKey(purpose, secret),
    ...(previous ? [deriveKey(purpose, previous)] : []),
  ]
  /** @type {Keys} */
  const keys = { token: keysOf("token"), connection: keysOf("connection") }
  return withClient(url, async (client) => {
    let resealed = 0
    for await (const token of tokensToSeal(client, keys, batch)) {
      const own = keys[purposeOf(token)]
      const { content } = await read(own, token)
      if (content === undefined) continue
      const sealed = await sealWith(own[0], content)
      resealed += await replace(client, token, sealed)
    }
    const left = { previous: 0, clear: 0, unreadable: 0 }
    for await (const token of tokensToSeal(client, keys, batch))
      left[(await read(keys[purposeOf(token)], token)).kind]++
    return { resealed, left }
  })
}

const list = columns.map((column) => `('${column}', "${column}")`).join(", ")
const ofAccounts = `SELECT a."id", a."provider", a."issuer", a."providerAccountId", t.column, t.value
   FROM (SELECT * FROM "Account" WHERE "id" > $1 ORDER BY "id" LIMIT $3) a
   LEFT JOIN LATERAL (VALUES ${list}) AS t ("column", "value") ON t.value IS NOT NULL AND NOT starts_with(t.value, $2)
   ORDER BY a."id"`

/** @param {string} column a key of `others` */
const ofOther = (
  column,
) => `SELECT "id", '${column}' AS "column", "${column}" AS "value" FROM "${others[column]?.table}"
   WHERE "id" > $1 AND "${column}" IS NOT NULL AND NOT starts_with("${column}", $2) ORDER BY "id" LIMIT $3`

/** @param {Pick<Token, "column">} token */
function purposeOf({ column }) {
  return others[column]?.purpose ?? "token"
}

/**
 * @param {import("pg").Client} client
 * @param {Keys} keys
 * @param {number} batch
 * @returns {AsyncGenerator<Token>}
 */
async function* tokensToSeal(client, keys, batch) {
  yield* rowsOf(client, { select: ofAccounts, sealed: startOfSealed(keys.token[0].id), batch })
  for (const [column, { table, purpose }] of Object.entries(others)) {
    // An owner may have deleted connections, with their table.
    const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS exists", [`"${table}"`])
    const sealed = startOfSealed(keys[purpose][0].id)
    if (rows[0].exists) yield* rowsOf(client, { select: ofOther(column), sealed, batch })
  }
}

/**
 * @param {import("pg").Client} client
 * @param {{ select: string, sealed: string, batch: number }} options
 * @returns {AsyncGenerator<Token>}
 */
async function* rowsOf(client, { select, sealed, batch }) {
  for (let after = ""; ;) {
    const { rows } = await client.query(select, [after, sealed, batch])
    if (rows.length === 0) return
    for (const token of rows) if (token.column) yield token
    after = rows.at(-1).id
  }
}

/**
 * @param {readonly Key[]} keys
 * @param {Token} token
 * @returns {Promise<{ kind: keyof Left, content?: Record<string, unknown> }>} content: of the new seal
 */
async function read(keys, { id, column, value, ...row }) {
  const other = others[column]
  if (!isSealed(value) && !other) return { kind: "clear", content: { row: rowName(row), column, value } }
  const opened = await openWith(keys, value)
  if (other)
    return opened && other.isOf(opened, id) ? { kind: "previous", content: opened } : { kind: "unreadable" }
  return opened && isSealedFor(opened, row, column)
    ? { kind: "previous", content: { ...opened, row: rowName(row) } }
    : { kind: "unreadable" }
}

/**
 * Writes only if the column still has the value that was read and no process refreshes the row's tokens: a refresh compares
 * the row with the value that it started from.
 * @param {import("pg").Client} client
 * @param {Token} token
 * @param {string} sealed
 */
async function replace(client, { id, column, value }, sealed) {
  const other = others[column]
  if (other) {
    const set = `UPDATE "${other.table}" SET "${column}" = $1 WHERE "id" = $2 AND "${column}" = $3`
    return (await client.query(set, [sealed, id, value])).rowCount ?? 0
  }
  const { rowCount } = await client.query(
    `UPDATE "Account" SET "${column}" = $1
     WHERE "id" = $2 AND "${column}" = $3 AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < $4)`,
    [sealed, id, value, new Date().toISOString()],
  )
  return rowCount ?? 0
}
