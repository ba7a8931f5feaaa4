// The issuers of accounts: which rows have none yet or another one than the configured, and moving them on purpose.
import {
  deriveKey,
  isSealed,
  isSealedFor,
  openWith,
  rowName,
  sealWith,
} from "../../lib/auth/crypto/sealing.mjs"
import { withClient } from "./client.mjs"

/**
 * @typedef {import("pg").Client} Client
 * @typedef {import("../../lib/auth/clients").ConfiguredIssuer} ConfiguredIssuer
 * @typedef {{ provider: string, issuer: string, accounts: number }} Count
 */

/**
 * The number of accounts by provider and issuer.
 * @param {string} url
 * @returns {Promise<Count[]>}
 */
export async function countIssuers(url) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT "provider", "issuer", count(*)::int AS accounts FROM "Account"
       WHERE "type" NOT IN ('email', 'credentials', 'webauthn') GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    return rows
  })
}

/**
 * Of the accounts, those whose issuer is not the configured one.
 * @param {readonly Count[]} counts
 * @param {readonly ConfiguredIssuer[]} configured
 * @returns {(Count & { configured: string })[]}
 */
export function otherIssuers(counts, configured) {
  return counts.flatMap((count) => {
    const client = configured.find(({ provider }) => provider === count.provider)
    if (!client || !count.issuer || hrefOf(count.issuer) === hrefOf(client.issuer)) return []
    const isTenant = client.hasTenants && new URL(client.issuer).origin === originOf(count.issuer)
    return isTenant ? [] : [{ ...count, configured: client.issuer }]
  })
}

/**
 * Gives accounts without an issuer the configured one, and their sessions, as lib/auth/store/issuers.ts does at a sign-in.
 * @param {string} url
 * @param {() => Promise<readonly ConfiguredIssuer[] | undefined>} readConfigured undefined where they cannot be read; called
 *   only if there are such accounts
 * @param {(line: string) => void} log
 */
export async function adoptAccounts(url, readConfigured, log) {
  const empty = (await countIssuers(url)).filter(({ issuer }) => issuer === "")
  const configured = empty.length > 0 ? await readConfigured() : []
  for (const { provider, accounts } of empty) {
    const start = `Accounts of ${provider} without an issuer: ${accounts}.`
    const client = configured?.find((candidate) => candidate.provider === provider)
    if (!client) {
      log(`${start} The app gives them the configured one at the next sign-in.`)
      continue
    }
    const adopted = await withClient(url, (connection) => adopt(connection, client))
    if (adopted > 0) log(`${start} They have the configured one now: ${client.issuer}.`)
    if (adopted < accounts)
      log(
        `${start} ${accounts - adopted} stay so, because other accounts of ${provider} have another issuer than ${client.issuer}. ` +
          `If it is theirs: node scripts/db.mjs move-issuer ${provider} "" ${client.issuer}`,
      )
  }
}

/**
 * @param {Client} client
 * @param {ConfiguredIssuer} configured
 */
async function adopt(client, { provider, issuer, hasTenants }) {
  const { rows } = await client.query(
    `UPDATE "Account" a SET "issuer" = $2 WHERE a."provider" = $1 AND a."issuer" = ''
       AND ($3::boolean OR NOT EXISTS (
         SELECT 1 FROM "Account" b WHERE b."provider" = $1 AND b."issuer" NOT IN ('', $2)))
       AND NOT EXISTS (
         SELECT 1 FROM "Account" c WHERE c."provider" = $1 AND c."issuer" = $2
           AND c."providerAccountId" = a."providerAccountId")
     RETURNING a."userId" AS "userId"`,
    [provider, issuer, hasTenants],
  )
  // The configured issuer of a provider with tenants is that of none of its sessions.
  if (!hasTenants)
    await client.query(
      `UPDATE "Session" SET "issuer" = $2 WHERE "provider" = $1 AND "issuer" = '' AND "userId" = ANY ($3)`,
      [provider, issuer, rows.map(({ userId }) => userId)],
    )
  return rows.length
}

const tokenColumns = /** @type {const} */ (["access_token", "refresh_token", "extra", "extendedTokens"])

/**
 * Moves a provider's accounts and sessions to another issuer, all or none. Tokens are sealed for the new rows; ID tokens are
 * removed, because they name the old issuer.
 * @param {string} url
 * @param {{ provider: string, from: string, to: string, secrets: readonly string[] }} move secrets: AUTH_SECRET and
 *   AUTH_SECRET_PREVIOUS; without the secret of a token, the token is removed
 * @returns {Promise<{ accounts: number, removedTokens: number }>}
 * @throws {Error} when the new issuer has an account with one of the ids already
 */
export async function moveIssuer(url, { provider, from, to, secrets }) {
  const keys = secrets.map((secret) => deriveKey("token", secret))
  return withClient(url, async (client) => {
    await client.query("BEGIN")
    const { rows } = await client.query(
      `SELECT "id", "provider", "issuer", "providerAccountId", "access_token", "refresh_token", "extra", "extendedTokens"
       FROM "Account"
       WHERE "provider" = $1 AND "issuer" = $2 FOR UPDATE`,
      [provider, from],
    )
    const { rows: taken } = await client.query(
      `SELECT "providerAccountId" AS id FROM "Account" WHERE "provider" = $1 AND "issuer" = $2 AND "providerAccountId" = ANY ($3)`,
      [provider, to, rows.map((row) => row.providerAccountId)],
    )
    if (taken.length > 0)
      throw new Error(
        `Nothing was moved. ${to} has accounts with the same ids already (${taken.length}), such as ${taken[0].id}: ` +
          `delete or move the accounts of one side first.`,
      )
    let removedTokens = 0
    for (const row of rows) {
      const tokens = await Promise.all(tokenColumns.map((column) => movedToken(keys, row, column, to)))
      removedTokens += tokens.filter(
        (token, index) => token === null && row[tokenColumns[index] ?? ""] !== null,
      ).length
      await client.query(
        `UPDATE "Account" SET "issuer" = $2, "access_token" = $3, "refresh_token" = $4, "extra" = $5, "extendedTokens" = $6,
           "id_token" = NULL, "refreshLeaseUntil" = NULL WHERE "id" = $1`,
        [row.id, to, ...tokens],
      )
    }
    await client.query(
      `UPDATE "Session" SET "issuer" = $3, "logoutHint" = NULL WHERE "provider" = $1 AND "issuer" = $2`,
      [provider, from, to],
    )
    await client.query("COMMIT")
    return { accounts: rows.length, removedTokens }
  })
}

/**
 * @param {ReturnType<typeof deriveKey>[]} keys the first one seals
 * @param {Record<string, string>} row
 * @param {string} column
 * @param {string} to
 * @returns {Promise<string | null>}
 */
async function movedToken(keys, row, column, to) {
  const { provider = "", issuer = "", providerAccountId = "" } = row
  const stored = row[column] ?? null
  // Tokens of Auth.js are sealed at their next use.
  if (stored === null || !isSealed(stored)) return stored
  const [current] = keys
  const opened = await openWith(keys, stored)
  const name = rowName({ provider, issuer: to, providerAccountId })
  return current && isSealedFor(opened, { provider, issuer, providerAccountId }, column)
    ? sealWith(current, { ...opened, row: name })
    : null
}

const localServer = "^http://localhost:[0-9]+"

/**
 * Development's local servers get another port if theirs is in use. They are the same servers, so their accounts follow, and the
 * pictures of their users.
 * @param {string} url
 * @param {readonly { id: string, address: string, browserAddress: string }[]} servers
 */
export async function followLocalServers(url, servers) {
  await withClient(url, async (client) => {
    for (const { id, address } of servers)
      await client.query(
        `UPDATE "Account" a SET "issuer" = regexp_replace(a."issuer", $3, $2)
         WHERE a."provider" = $1 AND a."issuer" ~ $3 AND a."issuer" <> regexp_replace(a."issuer", $3, $2)
           AND NOT EXISTS (
             SELECT 1 FROM "Account" b WHERE b."provider" = $1 AND b."providerAccountId" = a."providerAccountId"
               AND b."issuer" = regexp_replace(a."issuer", $3, $2))`,
        [id, address, localServer],
      )
    for (const { id, browserAddress } of servers) await followPictures(client, id, browserAddress)
  })
}

/**
 * A user has the picture of one of the accounts, unless the owner's code has set another.
 * @param {Client} client
 * @param {string} provider
 * @param {string} address
 */
async function followPictures(client, provider, address) {
  const isMoved = `a."provider" = $1 AND a."issuer" ~ $3 AND a."image" ~ $4 AND NOT starts_with(a."image", $2 || '/')`
  const parameters = [provider, address, localServer, "^https?://[^/]+(?=/avatars/)"]
  await client.query(
    `UPDATE "User" u SET "image" = regexp_replace(u."image", $4, $2) FROM "Account" a
     WHERE a."userId" = u."id" AND a."image" = u."image" AND ${isMoved}`,
    parameters,
  )
  await client.query(
    `UPDATE "Account" a SET "image" = regexp_replace(a."image", $4, $2) WHERE ${isMoved}`,
    parameters,
  )
}

/** @param {string} issuer */
function originOf(issuer) {
  return URL.canParse(issuer) ? new URL(issuer).origin : undefined
}

/**
 * Discovery takes spellings of one address for the same issuer, such as those with and without a slash after the host.
 * @param {string} issuer
 */
function hrefOf(issuer) {
  return URL.canParse(issuer) ? new URL(issuer).href : issuer
}
