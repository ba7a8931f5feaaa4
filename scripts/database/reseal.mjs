// Seals provider tokens and the logout hints of sessions again: those under AUTH_SECRET_PREVIOUS and those that are unsealed, as in
// an Auth.js database. It can run beside the app and needs only `pg` and `jose`, so it runs in a production image.
import {
  deriveKey,
  isLogoutHintOf,
  isSealed,
  isSealedFor,
  openWith,
  rowName,
  sealWith,
  startOfSealed,
} from "../../lib/auth/crypto/sealing.mjs"
import { withClient } from "./client.mjs"

/** The same columns as in lib/auth/store/sealed-tokens.ts, as is the content of a seal. Sessions have `logoutHint`. */
const columns = /** @type {const} */ (["access_token", "refresh_token", "id_token", "extra"])

/**
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").Key} Key
 * @typedef {{ previous: number, clear: number, unreadable: number }} Left unreadable: sealed under another secret, or
 *   for another row
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").TokenRow & { id: string, column: string, value: string }} Token
 *   a logout hint has an empty row
 */

/**
 * Seals every token that is not sealed under `secret`. After an interruption it can be started again.
 * @param {string} url
 * @param {{ secret: string, previous?: string | undefined, batch?: number }} options batch: rows per query
 * @returns {Promise<{ resealed: number, left: Left }>} left: counted afterwards
 */
export async function reseal(url, { secret, previous, batch = 200 }) {
  const current = deriveKey("token", secret)
  const keys = previous ? [current, deriveKey("token", previous)] : [current]
  return withClient(url, async (client) => {
    let resealed = 0
    for await (const token of tokensToSeal(client, current, batch)) {
      const { content } = await read(keys, token)
      if (content === undefined) continue
      const sealed = await sealWith(current, content)
      resealed += await replace(client, token, sealed)
    }
    const left = { previous: 0, clear: 0, unreadable: 0 }
    for await (const token of tokensToSeal(client, current, batch)) left[(await read(keys, token)).kind]++
    return { resealed, left }
  })
}

const list = columns.map((column) => `('${column}', "${column}")`).join(", ")
const selects = [
  `SELECT a."id", a."provider", a."issuer", a."providerAccountId", t.column, t.value
   FROM (SELECT * FROM "Account" WHERE "id" > $1 ORDER BY "id" LIMIT $3) a
   LEFT JOIN LATERAL (VALUES ${list}) AS t ("column", "value") ON t.value IS NOT NULL AND NOT starts_with(t.value, $2)
   ORDER BY a."id"`,
  `SELECT "id", 'logoutHint' AS "column", "logoutHint" AS "value" FROM "Session"
   WHERE "id" > $1 AND "logoutHint" IS NOT NULL AND NOT starts_with("logoutHint", $2) ORDER BY "id" LIMIT $3`,
]

/**
 * @param {import("pg").Client} client
 * @param {Key} current
 * @param {number} batch
 * @returns {AsyncGenerator<Token>}
 */
async function* tokensToSeal(client, current, batch) {
  for (const select of selects) yield* rowsOf(client, { select, sealed: startOfSealed(current.id), batch })
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
  if (!isSealed(value)) return { kind: "clear", content: { row: rowName(row), column, value } }
  const opened = await openWith(keys, value)
  if (column === "logoutHint")
    return opened && isLogoutHintOf(opened, id)
      ? { kind: "previous", content: opened }
      : { kind: "unreadable" }
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
  if (column === "logoutHint") {
    const set = `UPDATE "Session" SET "logoutHint" = $1 WHERE "id" = $2 AND "logoutHint" = $3`
    return (await client.query(set, [sealed, id, value])).rowCount ?? 0
  }
  const { rowCount } = await client.query(
    `UPDATE "Account" SET "${column}" = $1
     WHERE "id" = $2 AND "${column}" = $3 AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < $4)`,
    [sealed, id, value, new Date().toISOString()],
  )
  return rowCount ?? 0
}
