// Seals provider tokens again: those under AUTH_SECRET_PREVIOUS and those that are unsealed, as in an Auth.js database. It can
// run beside the app and needs only `pg` and `jose`, so it runs in a production image.
import {
  deriveKey,
  isSealed,
  isSealedFor,
  openWith,
  rowName,
  sealWith,
  startOfSealed,
} from "../../lib/auth/crypto/sealing.mjs"
import { withClient } from "./client.mjs"

/** The same columns as in lib/auth/store/sealed-tokens.ts, as is the content of a seal. */
const columns = /** @type {const} */ (["access_token", "refresh_token", "id_token", "extra"])

/**
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").Key} Key
 * @typedef {{ previous: number, clear: number, unreadable: number }} Left unreadable: sealed under another secret, or
 *   for another row
 * @typedef {import("../../lib/auth/crypto/sealing.mjs").TokenRow & { id: string, column: string, value: string }} Token
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
      const { value } = await read(keys, token)
      if (value === undefined) continue
      const sealed = await sealWith(current, { row: rowName(token), column: token.column, value })
      resealed += await replace(client, token, sealed)
    }
    const left = { previous: 0, clear: 0, unreadable: 0 }
    for await (const token of tokensToSeal(client, current, batch)) left[(await read(keys, token)).kind]++
    return { resealed, left }
  })
}

/**
 * @param {import("pg").Client} client
 * @param {Key} current
 * @param {number} batch
 * @returns {AsyncGenerator<Token>}
 */
async function* tokensToSeal(client, current, batch) {
  const list = columns.map((column) => `('${column}', "${column}")`).join(", ")
  for (let after = ""; ;) {
    const { rows } = await client.query(
      `SELECT a."id", a."provider", a."issuer", a."providerAccountId", t.column, t.value
       FROM (SELECT * FROM "Account" WHERE "id" > $1 ORDER BY "id" LIMIT $3) a
       LEFT JOIN LATERAL (VALUES ${list}) AS t ("column", "value") ON t.value IS NOT NULL AND NOT starts_with(t.value, $2)
       ORDER BY a."id"`,
      [after, startOfSealed(current.id), batch],
    )
    if (rows.length === 0) return
    for (const token of rows) if (token.column) yield token
    after = rows.at(-1).id
  }
}

/**
 * @param {readonly Key[]} keys
 * @param {Token} token
 * @returns {Promise<{ kind: keyof Left, value?: unknown }>}
 */
async function read(keys, { column, value, ...row }) {
  if (!isSealed(value)) return { kind: "clear", value }
  const opened = await openWith(keys, value)
  return isSealedFor(opened, row, column)
    ? { kind: "previous", value: opened?.value }
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
  const { rowCount } = await client.query(
    `UPDATE "Account" SET "${column}" = $1
     WHERE "id" = $2 AND "${column}" = $3 AND ("refreshLeaseUntil" IS NULL OR "refreshLeaseUntil" < $4)`,
    [sealed, id, value, new Date().toISOString()],
  )
  return rowCount ?? 0
}
