// `npm run db:migrate`, `db:stop`, `db:reset`, and `node scripts/db.mjs reseal` (docs/secrets.md), `admin` or `move-issuer`. They
// use DATABASE_URL if it is set, else the embedded database.
import { parseArgs } from "node:util"
import pg from "pg"
import { makeAdministrator } from "./database/administrator.mjs"
import { takeOver } from "./database/baseline.mjs"
import { describeUrl, isLocalDatabase, withClient } from "./database/client.mjs"
import { openEmbedded } from "./database/embedded.mjs"
import { adoptAccounts, moveIssuer } from "./database/issuers.mjs"
import { migrate } from "./database/migrate.mjs"
import {
  databaseDirectory,
  loadEnvironment,
  ownDatabaseUrl,
  ownDatabaseVariable,
  setting,
  whyNotToMigrate,
} from "./lib/environment.mjs"

const commands = {
  migrate: migrateCommand,
  stop: stopCommand,
  reset: resetCommand,
  reseal: resealCommand,
  admin: adminCommand,
  "move-issuer": moveIssuerCommand,
}
const log = console.log

await loadEnvironment()
const [name = "", ...options] = process.argv.slice(2)
try {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (!command) throw new Error(`Unknown command. Use one of: ${Object.keys(commands).join(", ")}.`)
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
  if ((dryRun || present) && !baseline) throw new Error("--dry-run and --present need --baseline.")
  const reason = whyNotToMigrate()
  if (reason) throw new Error(`Not migrated: ${reason}`)
  const url = ownDatabaseUrl() ?? (await openEmbedded(log)).url
  const isTakenOver = baseline && (await takeOver(url, { log, dryRun, present }))
  if (isTakenOver && !dryRun) await adoptAccounts(url, configuredIssuers, log)
  if (isTakenOver || dryRun) return
  await migrateAndLog(url)
}

/** @param {string[]} options a verified address or a user's id */
async function adminCommand([user]) {
  if (!user) throw new Error("A user is missing: node scripts/db.mjs admin ada@example.com")
  const url = ownDatabaseUrl() ?? (await openEmbedded(log)).url
  log(`${await makeAdministrator(url, user)} is an administrator now.`)
}

/** @param {string[]} options provider, old and new issuer */
async function moveIssuerCommand([provider, from, to]) {
  if (!provider || from === undefined || !to)
    throw new Error(
      "Provider, old and new issuer are missing: node scripts/db.mjs move-issuer oidc https://old.example.com https://id.example.com",
    )
  const url = ownDatabaseUrl() ?? (await openEmbedded(log)).url
  const secrets = [setting("AUTH_SECRET"), setting("AUTH_SECRET_PREVIOUS")].filter(
    (secret) => secret !== undefined,
  )
  const { accounts, removedTokens } = await moveIssuer(url, { provider, from, to, secrets })
  log(`Accounts of ${provider} moved from ${from || "no issuer"} to ${to}: ${accounts}.`)
  if (removedTokens > 0)
    log(
      `Access and refresh tokens removed: ${removedTokens}. AUTH_SECRET does not open them, and their users get new ones at the next sign-in.`,
    )
}

async function stopCommand() {
  if (ownDatabaseVariable())
    log("DATABASE_URL is set. This command stops only the embedded database, not your server.")
  const { stopPostgres } = await import("./database/postgres.mjs")
  const wasRunning = await stopPostgres({ directory: databaseDirectory })
  log(
    wasRunning
      ? "The embedded database is stopped. Its data is kept."
      : "The embedded database was not running.",
  )
}

/** @param {string[]} options */
async function resetCommand(options) {
  const own = ownDatabaseUrl()
  if (own) {
    if (!isLocalDatabase(own))
      throw new Error(
        `Not reset: ${describeUrl(own)} is not on this machine. Only local databases can be reset.`,
      )
    if (!options.includes("--force"))
      throw new Error(
        `Not reset: this would delete all data in ${describeUrl(own)}. To confirm: npm run db:reset -- --force`,
      )
    await withClient(own, async (client) => {
      const { rows } = await client.query("SELECT current_schema() AS schema")
      const schema = pg.escapeIdentifier(rows[0].schema)
      await client.query(`DROP SCHEMA ${schema} CASCADE; CREATE SCHEMA ${schema}`)
    })
    return migrateAndLog(own)
  }
  const { url, superuserUrl } = await openEmbedded(log)
  await withClient(superuserUrl, async (client) => {
    await client.query("DROP DATABASE IF EXISTS portico WITH (FORCE)")
    await client.query("CREATE DATABASE portico OWNER portico")
  })
  await migrateAndLog(url)
}

async function resealCommand() {
  const secret = setting("AUTH_SECRET")
  if (!secret)
    throw new Error("AUTH_SECRET is not set. Set it to the secret under which the tokens are to be sealed.")
  const { reseal } = await import("./database/reseal.mjs")
  const url = ownDatabaseUrl() ?? (await openEmbedded(log)).url
  const { resealed, left } = await reseal(url, { secret, previous: setting("AUTH_SECRET_PREVIOUS") })
  log(`${resealed} tokens are newly sealed under AUTH_SECRET: ${describeUrl(url)}.`)
  log(
    `Left: ${left.previous} under AUTH_SECRET_PREVIOUS, ${left.clear} in the clear, ${left.unreadable} unreadable.`,
  )
  if (left.previous + left.clear > 0) process.exitCode = 1
}

/** @param {string} url */
async function migrateAndLog(url) {
  const applied = await migrate(url, { log })
  if (applied.length === 0) log(`No migration is pending: ${describeUrl(url)}.`)
  await adoptAccounts(url, configuredIssuers, log)
}

/** Undefined in a production image, which has no TypeScript loader and no catalogue of providers. */
async function configuredIssuers() {
  try {
    const { importTypeScript } = await import("./lib/typescript.mjs")
    const clients = /** @type {typeof import("../lib/auth/clients")} */ (
      await importTypeScript("lib/auth/clients")
    )
    return clients.configuredIssuers()
  } catch {
    return undefined
  }
}
