// npm run db:migrate | db:stop | db:reset, node scripts/db.mjs reseal (docs/secrets.md) and admin: on DATABASE_URL if it is
// set, else on the embedded database.
import { parseArgs } from "node:util"
import pg from "pg"
import { makeAdministrator } from "./database/administrator.mjs"
import { takeOver } from "./database/baseline.mjs"
import { describeUrl, isLoopback, withClient } from "./database/client.mjs"
import { migrate } from "./database/migrate.mjs"
import { whyPreviewsWait } from "./database/previews.mjs"
import { databaseDirectory, loadEnvironment, ownDatabaseUrl, setting } from "./lib/environment.mjs"

const commands = {
  migrate: migrateCommand,
  stop: stopCommand,
  reset: resetCommand,
  reseal: resealCommand,
  admin: adminCommand,
}
const log = console.log

await loadEnvironment()
const [name = "", ...options] = process.argv.slice(2)
try {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (!command) throw new Error(`Say one of: ${Object.keys(commands).join(", ")}.`)
  await command(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** @param {string[]} args */
async function migrateCommand(args) {
  const { values } = parseArgs({
    args,
    options: {
      baseline: { type: "boolean" },
      "dry-run": { type: "boolean" },
      present: { type: "string", multiple: true },
    },
  })
  const { baseline, "dry-run": dryRun, present } = values
  if ((dryRun || present) && !baseline) throw new Error("--dry-run and --present go with --baseline.")
  const reason = whyPreviewsWait()
  if (reason) throw new Error(`Not migrated: ${reason}`)
  const url = ownDatabaseUrl() ?? (await startEmbedded()).url
  const isTaken = baseline && (await takeOver(url, { log, dryRun, present }))
  if (isTaken || dryRun) return
  await migrateAndTell(url)
}

/** @param {string[]} options who: an address or an id */
async function adminCommand([who]) {
  if (!who) throw new Error("Say who: node scripts/db.mjs admin ada@example.com")
  const url = ownDatabaseUrl() ?? (await startEmbedded()).url
  log(`${await makeAdministrator(url, who)} is an administrator now.`)
}

async function stopCommand() {
  if (ownDatabaseUrl()) log("DATABASE_URL is set: that server is yours to stop. This stops the embedded one.")
  const { stopPostgres } = await import("./database/postgres.mjs")
  const wasRunning = await stopPostgres({ directory: databaseDirectory })
  log(
    wasRunning
      ? "The embedded database is stopped. Its data stays."
      : "The embedded database was not running.",
  )
}

/** @param {string[]} options */
async function resetCommand(options) {
  const own = ownDatabaseUrl()
  if (own) {
    if (!isLoopback(own))
      throw new Error(
        `Not reset: ${describeUrl(own)} is not on this machine. Only local databases are ever reset.`,
      )
    if (!options.includes("--force"))
      throw new Error(
        `Not reset: this would delete all of ${describeUrl(own)}. To do it: npm run db:reset -- --force`,
      )
    await withClient(own, async (client) => {
      const { rows } = await client.query("SELECT current_schema() AS schema")
      const schema = pg.escapeIdentifier(rows[0].schema)
      await client.query(`DROP SCHEMA ${schema} CASCADE; CREATE SCHEMA ${schema}`)
    })
    return migrateAndTell(own)
  }
  const { url, superuserUrl } = await startEmbedded()
  await withClient(superuserUrl, async (client) => {
    await client.query("DROP DATABASE IF EXISTS portico WITH (FORCE)")
    await client.query("CREATE DATABASE portico OWNER portico")
  })
  await migrateAndTell(url)
}

async function resealCommand() {
  const secret = setting("AUTH_SECRET")
  if (!secret) throw new Error("AUTH_SECRET is not set. It is what the app's tokens are to be sealed under.")
  const { reseal } = await import("./database/reseal.mjs")
  const url = ownDatabaseUrl() ?? (await startEmbedded()).url
  const { resealed, left } = await reseal(url, { secret, previous: setting("AUTH_SECRET_PREVIOUS") })
  log(`${resealed} tokens are newly sealed under AUTH_SECRET: ${describeUrl(url)}.`)
  log(
    `Left: ${left.previous} under AUTH_SECRET_PREVIOUS, ${left.clear} in the clear, ${left.unreadable} unreadable.`,
  )
  if (left.previous + left.clear > 0) process.exitCode = 1
}

/** The embedded server comes with the development dependencies, which a production image does not have. */
async function startEmbedded() {
  const { startPostgres } = await import("./database/postgres.mjs")
  return startPostgres({ directory: databaseDirectory, log })
}

/** @param {string} url */
async function migrateAndTell(url) {
  const applied = await migrate(url, { log })
  if (applied.length === 0) log(`No migration is pending: ${describeUrl(url)}.`)
}
