// Migrations in Prisma's format: their files, their records in the database and the lock under which they are applied.
import { createHash, randomUUID } from "node:crypto"
import { readdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import pg from "pg"

/** The migrations of this checkout. */
export const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url))
// The number that Prisma's engine uses too, so that each waits for the other.
const advisoryLock = 72_707_369
/** Creates the table of the records, as Prisma does. */
export const createRecordsTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/**
 * The names of the migrations in a folder, oldest first.
 * @param {string} migrations
 */
export async function migrationNames(migrations) {
  const entries = await readdir(migrations, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/**
 * The statements that record a migration as Prisma does: one to run before its SQL and one after.
 * @param {string} name
 * @param {string} sql
 */
export function recordStatements(name, sql) {
  const id = randomUUID()
  const checksum = createHash("sha256").update(sql).digest("hex")
  const begin = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at")
    VALUES ('${id}', '${checksum}', ${pg.escapeLiteral(name)}, clock_timestamp())`
  const finish = `UPDATE "_prisma_migrations" SET "finished_at" = clock_timestamp(), "applied_steps_count" = 1
    WHERE "id" = '${id}'`
  return { id, begin, finish }
}

/**
 * Waits until no other process migrates this database. The lock is released with the connection.
 * @param {pg.Client} client
 */
export async function acquireMigrationLock(client) {
  await client.query("SET lock_timeout = '60s'")
  await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]).catch((cause) => {
    throw new Error(
      "Another process has been migrating this database for a minute. Try again when it is done.",
      { cause },
    )
  })
  await client.query("RESET lock_timeout")
}
