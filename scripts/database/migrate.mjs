// Applies the pending migrations and records them as Prisma does. It needs only `pg`, so it runs in a production image.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { readDatabaseUrl } from "../../lib/database-url.mjs"
import { logIfSlow } from "../lib/progress.mjs"
import { withClient } from "./client.mjs"
import {
  acquireMigrationLock,
  createRecordsTable,
  migrationNames,
  migrationsFolder,
  recordStatements,
} from "./migrations.mjs"
import { statementsIn } from "./sql-statements.mjs"

const authjsHint = `If Auth.js made them: npm run db:migrate -- --baseline (docs/migrate-from-authjs.md).`

/**
 * Applies the pending migrations in order.
 * @param {string} url
 * @param {{ log?: (line: string) => void, migrations?: string }} [options]  migrations: their folder
 * @returns {Promise<string[]>} the names of the applied migrations
 * @throws when one fails; it is rolled back, unless its own SQL commits, and later ones are not applied
 */
export async function migrate(url, { log = () => {}, migrations = migrationsFolder } = {}) {
  return withClient(url, async (client) => {
    if ((await pending(client, migrations)).length === 0) return []
    await logIfSlow(log, "Waiting for another process that migrates this database", () =>
      acquireMigrationLock(client),
    )
    const names = await pending(client, migrations)
    if (names.length > 0) {
      const { schema } = readDatabaseUrl(url)
      await createSchema(client, schema)
      await requireSchema(client, schema)
      await prepareTable(client)
    }
    const isDistributed = names.length > 0 && (await hasTable(client, "pg_dist_node"))
    for (const name of names) {
      const sql = await readFile(join(migrations, name, "migration.sql"), "utf8")
      await logIfSlow(log, `Applying migration ${name}`, () => apply(client, { name, sql, isDistributed }))
      log(`Migration ${name} is applied.`)
    }
    return names
  })
}

/**
 * The names of the migrations that are missing in a database.
 * @param {string} url
 * @returns {Promise<string[]>}
 * @throws when a migration was started and never finished
 */
export async function pendingMigrations(url) {
  return withClient(url, (client) => pending(client, migrationsFolder))
}

/**
 * @param {import("pg").Client} client
 * @param {string} migrations
 */
async function pending(client, migrations) {
  const names = await migrationNames(migrations)
  if (!(await hasTable(client, '"_prisma_migrations"'))) return names
  const { rows } = await client.query(
    `SELECT migration_name, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  )
  const failed = rows.find((row) => !row.finished_at)
  if (failed)
    throw new Error(
      `Migration ${failed.migration_name} was started and never finished. ${resolveHint(failed)}`,
    )
  const applied = new Set(rows.map((row) => row.migration_name))
  return names.filter((name) => !applied.has(name))
}

/** @param {import("pg").Client} client @param {string} name */
async function hasTable(client, name) {
  const { rows } = await client.query("SELECT to_regclass($1) IS NOT NULL AS found", [name])
  return rows[0].found
}

/** @param {{ migration_name: string }} row */
function resolveHint({ migration_name: name }) {
  const resolve = "npx prisma migrate resolve"
  return `Look at the database, then run "${resolve} --rolled-back ${name}" to apply it again, or "--applied ${name}" if it is complete.`
}

/**
 * As Prisma does. A role without the right to create one may still use one that exists.
 * @param {import("pg").Client} client
 * @param {string | undefined} schema
 */
export async function createSchema(client, schema) {
  if (schema === undefined) return
  const { rows } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema])
  if (rows.length === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`)
}

/**
 * Prisma names the schema in each statement, and `public` by default. A role can have another one: that of its name, for example.
 * @param {import("pg").Client} client
 * @param {string} [schema]
 */
async function requireSchema(client, schema = "public") {
  const { rows } = await client.query("SELECT current_schema() AS found")
  const { found } = rows[0]
  if (found === schema) return
  throw new Error(
    found === null
      ? `The database has no schema ${schema} that this role may use.`
      : `This role creates tables in the schema ${found}, but Prisma looks for them in ${schema}. Add ?schema=${found} to the database's address, or change the role's search_path.`,
  )
}

/** @param {import("pg").Client} client */
async function prepareTable(client) {
  const { rows } = await client.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename = '_prisma_migrations' DESC`,
  )
  if (rows.length > 0 && rows[0].tablename !== "_prisma_migrations")
    throw new Error(
      `The database holds tables (${rows[0].tablename} …) but no record of migrations. Is it the database of another application? ` +
        `If they are this app's, record that with "npx prisma migrate resolve --applied <name>". ${authjsHint}`,
    )
  await client.query(createRecordsTable)
}

/**
 * The migration and its record are sent as one query and so form one implicit transaction. If the SQL commits and then fails,
 * the unfinished record stays, which is how Prisma marks a failed migration.
 * @param {import("pg").Client} client
 * @param {{ name: string, sql: string, isDistributed: boolean }} migration  isDistributed: whether it is a database of Citus
 */
async function apply(client, { name, sql, isDistributed }) {
  const { id, begin, finish } = recordStatements(name, sql)
  const steps = [begin, ...(isDistributed ? statementsIn(sql) : [sql]), finish]
  try {
    const together = isDistributed
      ? inTransaction(client, steps)
      : client.query(`${begin};\n${sql}\n;${finish}`)
    await together.catch(async (error) => {
      // CREATE INDEX CONCURRENTLY and similar statements cannot run in a transaction with others.
      if (error.code !== "25001") throw error
      for (const step of steps) await client.query(step)
    })
  } catch (error) {
    throw await failureOf(client, { id, name }, error)
  }
}

/**
 * Citus passes the text of a query on to its nodes, which take one statement at a time.
 * @param {import("pg").Client} client
 * @param {string[]} steps
 */
async function inTransaction(client, steps) {
  try {
    // In one transaction, what changes several shards at once and what changes a table with copies exclude each other.
    for (const step of [
      "BEGIN",
      "SET LOCAL citus.multi_shard_modify_mode = 'sequential'",
      ...steps,
      "COMMIT",
    ])
      await client.query(step)
  } catch (error) {
    await client.query("ROLLBACK")
    throw error
  }
}

/**
 * @param {import("pg").Client} client
 * @param {{ id: string, name: string }} migration
 * @param {unknown} cause
 */
async function failureOf(client, { id, name }, cause) {
  const message = cause instanceof Error ? cause.message : String(cause)
  // A migration with its own BEGIN leaves its transaction open.
  await client.query("ROLLBACK").catch(() => {})
  const { rowCount } = await client
    .query(`UPDATE "_prisma_migrations" SET "logs" = $2 WHERE "id" = $1`, [id, message])
    .catch(() => ({ rowCount: null }))
  const state =
    rowCount === 0
      ? `Nothing of it was applied.${isDuplicate(cause) ? ` ${authjsHint}` : ""}`
      : `Part of it may be applied. ${resolveHint({ migration_name: name })}`
  return new Error(`Migration ${name} failed: ${message}. ${state}`, { cause })
}

/**
 * Whether a table, index or type of that name exists already.
 * @param {unknown} cause
 */
function isDuplicate(cause) {
  return cause instanceof Error && "code" in cause && /^(42P07|42710)$/.test(String(cause.code))
}
