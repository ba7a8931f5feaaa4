// Prepares the database of `npm run dev`.
import { relative } from "node:path"
import { describeUrl } from "../database/client.mjs"
import { migrate, pendingMigrations } from "../database/migrate.mjs"
import { startPostgres } from "../database/postgres.mjs"
import { databaseDirectory, ownDatabaseUrl, root, setting } from "../lib/environment.mjs"
import { logIfSlow } from "../lib/progress.mjs"

/**
 * Prepares the owner's database, else the embedded one. Only the embedded one is changed: another database on localhost may be a
 * tunnel to production.
 * @param {(line: string) => void} log
 * @returns {Promise<{ url: string, isEmbedded: boolean, summary: string }>}
 * @throws with a message for the owner when it cannot be reached or migrated
 */
export async function prepareDatabase(log) {
  const own = ownDatabaseUrl()
  if (!own) {
    const { url, location } = await startPostgres({ directory: databaseDirectory, log })
    await migrateQuietly(url, log)
    const path = relative(root, location)
    const folder = path.startsWith("..") ? `${location} (this checkout is closed to other accounts)` : path
    const summary = `PostgreSQL in ${folder}; it keeps running until "npm run db:stop"`
    return { url, isEmbedded: true, summary }
  }
  const name = describeUrl(own)
  try {
    await logPending(own, log)
  } catch (cause) {
    throw new Error(`DATABASE_URL (${name}): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
  return {
    url: setting("DATABASE_URL") ?? own,
    isEmbedded: false,
    summary: `${name}, from DATABASE_URL`,
  }
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 */
async function migrateQuietly(url, log) {
  const { length } = await logIfSlow(log, "Migrating the database", () => migrate(url))
  if (length > 0) log(`The database is up to date (${length} migration${length > 1 ? "s" : ""} applied).`)
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 */
async function logPending(url, log) {
  const names = await pendingMigrations(url)
  if (names.length === 0) return
  log(`${describeUrl(url)} has pending migrations: ${names.join(", ")}.`)
  log("Only the embedded database is migrated by itself. Apply them: npm run db:migrate")
}
