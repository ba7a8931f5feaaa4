// Takes over a database that Auth.js's Prisma adapter made; docs/migrate-from-authjs.md is its guide.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { faultsOf } from "./authjs-problems.mjs"
import { describeUrl, withClient } from "./client.mjs"
import { migrationsFolder, namesIn, recordOf, recordsTable, takeTurn } from "./migrations.mjs"

const takeover = fileURLToPath(new URL("../../prisma/baseline/authjs.sql", import.meta.url))

/**
 * Brings such a database to our schema, records our first migration as applied and applies the later ones: all of it, or
 * nothing.
 * @param {string} url
 * @param {{ log?: (line: string) => void, dryRun?: boolean, present?: string[], migrations?: string }} [options]
 *   log: hears what changes; dryRun: does it all and takes it back; present: later migrations whose tables are there already,
 *   to record and not to run; migrations: their folder
 * @returns {Promise<boolean>} false where the database is Portico's already
 * @throws when the database is not of a known shape, or a statement fails; nothing has changed then
 */
export async function takeOver(url, options = {}) {
  const { log = () => {}, dryRun = false, present = [], migrations = migrationsFolder } = options
  const names = await namesIn(migrations)
  const unknown = present.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`Nothing was changed. There is no migration ${unknown}.`)
  return withClient(url, async (client) => {
    await takeTurn(client)
    if (await isApplied(client, names[0])) {
      log(`${describeUrl(url)} is Portico's already: there is nothing to take over.`)
      return false
    }
    const faults = await faultsOf(client)
    if (faults.length > 0)
      throw new Error(
        `Nothing was changed. ${describeUrl(url)} cannot be taken over as it is:\n- ${faults.join("\n- ")}`,
      )
    log(`Taking over ${describeUrl(url)}:`)
    await change(client, names, { log, dryRun, present, migrations })
    log(dryRun ? "This was a try: all of it is undone." : `Done. Migrations on record: ${names.join(", ")}.`)
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
async function change(client, names, { log, dryRun, present, migrations }) {
  // Nothing but what the takeover has to say: INFO passes whatever the level is.
  client.on("notice", ({ message }) => log(`- ${message}`))
  await client.query("BEGIN; SET LOCAL client_min_messages = error; SET LOCAL lock_timeout = '10s'")
  let at = "The takeover"
  try {
    if (await putRecordsAside(client)) log(`- Records of your own migrations: kept in ${aside}.`)
    await client.query(recordsTable)
    const ours = await readFile(takeover, "utf8")
    for (const [index, name] of names.entries()) {
      const sql = await readFile(join(migrations, name, "migration.sql"), "utf8")
      const { begin, finish } = recordOf(name, sql)
      if (index > 0) at = `Migration ${name}`
      await client.query(`${begin};\n${index === 0 ? ours : present.includes(name) ? "" : sql}\n;${finish}`)
    }
    await client.query(dryRun ? "ROLLBACK" : "COMMIT")
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => {})
    throw new Error(`Nothing was changed. ${at} failed: ${reasonOf(cause)}`, { cause })
  }
}

const aside = "_prisma_migrations_authjs"

/**
 * Records of migrations that this checkout does not have would make `prisma migrate status` fail.
 * @param {pg.Client} client
 */
async function putRecordsAside(client) {
  const { rows } = await client.query(
    `SELECT (SELECT conname FROM pg_constraint WHERE conrelid = found.id AND contype = 'p') AS key
     FROM to_regclass('"_prisma_migrations"') AS found (id) WHERE found.id IS NOT NULL`,
  )
  if (rows.length === 0) return false
  await client.query(`ALTER TABLE "_prisma_migrations" RENAME TO "${aside}"`)
  if (rows[0].key)
    await client.query(
      `ALTER TABLE "${aside}" RENAME CONSTRAINT ${pg.escapeIdentifier(rows[0].key)} TO "${aside}_pkey"`,
    )
  return true
}

/** @param {unknown} cause */
function reasonOf(cause) {
  if (!(cause instanceof pg.DatabaseError)) return cause instanceof Error ? cause.message : String(cause)
  if (cause.code === "55P03")
    return "somebody has been using the tables for ten seconds. Stop the app that runs on them, and try again."
  return [cause.message, cause.detail].filter(Boolean).join(". ")
}
