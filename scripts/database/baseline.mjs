// Takes over a database that Auth.js's Prisma adapter created (docs/migrate-from-authjs.md).
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { findProblems } from "./authjs-problems.mjs"
import { describeUrl, withClient } from "./client.mjs"
import {
  acquireMigrationLock,
  createRecordsTable,
  migrationNames,
  migrationsFolder,
  recordStatements,
} from "./migrations.mjs"

const takeoverFile = fileURLToPath(new URL("../../prisma/baseline/authjs.sql", import.meta.url))

/**
 * Changes such a database to the schema of this app, records the first migration as applied and applies the later ones, in one
 * transaction.
 * @param {string} url
 * @param {{ log?: (line: string) => void, dryRun?: boolean, present?: string[], migrations?: string }} [options]
 *   log: receives a line for each change; dryRun: rolls the transaction back; present: later migrations whose tables exist
 *   already, which are recorded and not run; migrations: their folder
 * @returns {Promise<boolean>} false if the database has this app's schema already
 * @throws when the database has an unknown schema or a statement fails; nothing has changed then
 */
export async function takeOver(url, options = {}) {
  const { log = () => {}, dryRun = false, present = [], migrations = migrationsFolder } = options
  const names = await migrationNames(migrations)
  const unknown = present.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`Nothing was changed. There is no migration ${unknown}.`)
  return withClient(url, async (client) => {
    await acquireMigrationLock(client)
    if (await isApplied(client, names[0])) {
      log(`${describeUrl(url)} has this app's schema already: there is nothing to take over.`)
      return false
    }
    const problems = await findProblems(client)
    if (problems.length > 0)
      throw new Error(
        `Nothing was changed. ${describeUrl(url)} cannot be taken over:\n- ${problems.join("\n- ")}`,
      )
    log(`Taking over ${describeUrl(url)}:`)
    await apply(client, names, { log, dryRun, present, migrations })
    log(
      dryRun
        ? "This was a dry run: everything is rolled back."
        : `Done. Recorded migrations: ${names.join(", ")}.`,
    )
    return true
  })
}

/**
 * @param {pg.Client} client
 * @param {string | undefined} name
 */
async function isApplied(client, name) {
  const { rows: found } = await client.query(`SELECT to_regclass('"_prisma_migrations"') AS name`)
  if (!found[0].name) return false
  const { rows } = await client.query(
    `SELECT 1 FROM "_prisma_migrations" WHERE migration_name = $1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [name],
  )
  return rows.length > 0
}

/**
 * @param {pg.Client} client
 * @param {string[]} names
 * @param {{ log: (line: string) => void, dryRun: boolean, present: string[], migrations: string }} options
 */
async function apply(client, names, { log, dryRun, present, migrations }) {
  // PostgreSQL sends INFO at every level, so only the takeover's own messages arrive.
  client.on("notice", ({ message }) => log(`- ${message}`))
  await client.query("BEGIN; SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = '10s'")
  let current = "The takeover"
  try {
    if (await renameRecords(client)) log(`- Records of your own migrations: kept in ${renamedRecords}.`)
    await client.query(createRecordsTable)
    const takeover = await readFile(takeoverFile, "utf8")
    for (const [index, name] of names.entries()) {
      const sql = await readFile(join(migrations, name, "migration.sql"), "utf8")
      const { begin, finish } = recordStatements(name, sql)
      if (index > 0) current = `Migration ${name}`
      await client.query(
        `${begin};\n${index === 0 ? takeover : present.includes(name) ? "" : sql}\n;${finish}`,
      )
    }
    await client.query(dryRun ? "ROLLBACK" : "COMMIT")
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => {})
    throw new Error(`Nothing was changed. ${current} failed: ${reasonOf(cause)}`, { cause })
  }
}

const renamedRecords = "_prisma_migrations_authjs"

/**
 * Renames the table of existing records: `prisma migrate status` fails on migrations that this checkout does not have.
 * @param {pg.Client} client
 */
async function renameRecords(client) {
  const { rows } = await client.query(
    `SELECT (SELECT conname FROM pg_constraint WHERE conrelid = found.id AND contype = 'p') AS key
     FROM to_regclass('"_prisma_migrations"') AS found (id) WHERE found.id IS NOT NULL`,
  )
  if (rows.length === 0) return false
  await client.query(`ALTER TABLE "_prisma_migrations" RENAME TO "${renamedRecords}"`)
  if (rows[0].key)
    await client.query(
      `ALTER TABLE "${renamedRecords}" RENAME CONSTRAINT ${pg.escapeIdentifier(rows[0].key)} TO "${renamedRecords}_pkey"`,
    )
  return true
}

/** @param {unknown} cause */
function reasonOf(cause) {
  if (!(cause instanceof pg.DatabaseError)) return cause instanceof Error ? cause.message : String(cause)
  if (cause.code === "55P03")
    return "another process has used the tables for ten seconds. Stop the app that runs on them, and try again."
  return [cause.message, cause.detail].filter(Boolean).join(". ")
}
