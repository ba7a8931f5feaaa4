// Applies the pending migrations and records them as Prisma does, with nothing but `pg`: it runs in a production image.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { tellIfSlow } from "../lib/progress.mjs"
import { withClient } from "./client.mjs"
import { migrationsFolder, namesIn, recordOf, recordsTable, takeTurn } from "./migrations.mjs"

const authjsHint = `If Auth.js made them: npm run db:migrate -- --baseline (docs/migrate-from-authjs.md).`

/**
 * Applies what is pending, in order.
 * @param {string} url
 * @param {{ log?: (line: string) => void, migrations?: string }} [options]  migrations: their folder
 * @returns {Promise<string[]>} the names of those applied
 * @throws when one fails; it is then undone, unless its own SQL commits on the way, and the later ones are not tried
 */
export async function migrate(url, { log = () => {}, migrations = migrationsFolder } = {}) {
  return withClient(url, async (client) => {
    if ((await pending(client, migrations)).length === 0) return []
    await tellIfSlow(log, "Waiting for another process that migrates this database", () => takeTurn(client))
    const names = await pending(client, migrations)
    if (names.length > 0) await prepareTable(client)
    for (const name of names) {
      const sql = await readFile(join(migrations, name, "migration.sql"), "utf8")
      await tellIfSlow(log, `Applying migration ${name}`, () => apply(client, name, sql))
      log(`Migration ${name} is applied.`)
    }
    return names
  })
}

/**
 * The names of the migrations that a database lacks.
 * @param {string} url
 * @returns {Promise<string[]>}
 * @throws when one of them was begun and never finished
 */
export async function pendingMigrations(url) {
  return withClient(url, (client) => pending(client, migrationsFolder))
}

/**
 * @param {pg.Client} client
 * @param {string} migrations
 */
async function pending(client, migrations) {
  const names = await namesIn(migrations)
  const { rows: found } = await client.query(`SELECT to_regclass('"_prisma_migrations"') AS name`)
  if (!found[0].name) return names
  const { rows } = await client.query(
    `SELECT migration_name, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  )
  const failed = rows.find((row) => !row.finished_at)
  if (failed)
    throw new Error(`Migration ${failed.migration_name} was begun and never finished. ${waysOut(failed)}`)
  const applied = new Set(rows.map((row) => row.migration_name))
  return names.filter((name) => !applied.has(name))
}

/** @param {{ migration_name: string }} row */
function waysOut({ migration_name: name }) {
  const resolve = "npx prisma migrate resolve"
  return `Look at the database, then run "${resolve} --rolled-back ${name}" to try it again, or "--applied ${name}" if all of it is there.`
}

/** @param {pg.Client} client */
async function prepareTable(client) {
  const { rows } = await client.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename = '_prisma_migrations' DESC`,
  )
  if (rows.length > 0 && rows[0].tablename !== "_prisma_migrations")
    throw new Error(
      `The database holds tables (${rows[0].tablename} …) but no record of migrations: is it another application's? ` +
        `If they are Portico's, tell Prisma so with "npx prisma migrate resolve --applied <name>". ${authjsHint}`,
    )
  await client.query(recordsTable)
}

/**
 * The record travels with the migration in one implicit transaction: either both are there or neither. Should the SQL
 * commit on the way and then fail, the unfinished record stays, which is how Prisma marks a failed migration.
 * @param {pg.Client} client
 * @param {string} name
 * @param {string} sql
 */
async function apply(client, name, sql) {
  const { id, begin, finish } = recordOf(name, sql)
  try {
    await client.query(`${begin};\n${sql}\n;${finish}`).catch(async (error) => {
      // CREATE INDEX CONCURRENTLY and its like want to be alone, so the record goes before and after.
      if (error.code !== "25001") throw error
      for (const step of [begin, sql, finish]) await client.query(step)
    })
  } catch (error) {
    throw await failure(client, { id, name }, error)
  }
}

/**
 * @param {pg.Client} client
 * @param {{ id: string, name: string }} migration
 * @param {unknown} cause
 */
async function failure(client, { id, name }, cause) {
  const message = cause instanceof Error ? cause.message : String(cause)
  // A script with a BEGIN of its own leaves its transaction open.
  await client.query("ROLLBACK").catch(() => {})
  const { rowCount } = await client
    .query(`UPDATE "_prisma_migrations" SET "logs" = $2 WHERE "id" = $1`, [id, message])
    .catch(() => ({ rowCount: null }))
  const state =
    rowCount === 0
      ? `Nothing of it was applied.${isTaken(cause) ? ` ${authjsHint}` : ""}`
      : `Part of it may be there. ${waysOut({ migration_name: name })}`
  return new Error(`Migration ${name} failed: ${message}. ${state}`, { cause })
}

/**
 * Whether something of that name was there already.
 * @param {unknown} cause
 */
function isTaken(cause) {
  return cause instanceof pg.DatabaseError && /^(42P07|42710)$/.test(cause.code ?? "")
}
