import "server-only"
import { isOutage, sqlState } from "./database-errors"
import { pool } from "./pool"
import { sql } from "./sql"

/** The names of this build's migrations, set by next.config.mjs. */
const migrations = (process.env.PORTICO_MIGRATIONS ?? "").split(" ").filter(Boolean)

/**
 * Ready means that the database responds, can be written to and has all migrations of this build. Newer migrations are
 * accepted, because older instances keep running during a rollout.
 */
export async function readiness(): Promise<{ ready: boolean; reason?: string }> {
  try {
    const [mode] = await sql<{ readOnly: string; isDistributed: boolean }>`
      SELECT current_setting('transaction_read_only') AS "readOnly",
             to_regclass('pg_dist_node') IS NOT NULL AS "isDistributed"`
    if (mode?.readOnly === "on") return { ready: false, reason: "the database is read-only" }
    const lost = mode?.isDistributed ? await lostNodes() : []
    if (lost.length > 0)
      return { ready: false, reason: `a part of the database does not respond: node ${lost.join(", ")}` }
    const applied = await sql<{ migration_name: string }>`
      SELECT "migration_name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`
    const names = new Set(applied.map(({ migration_name }) => migration_name))
    return migrations.every((name) => names.has(name)) ? { ready: true } : missing
  } catch (error) {
    return sqlState(error) === undefinedTable ? missing : { ready: false, reason: reasonOf(error) }
  }
}

/**
 * The nodes of a Citus cluster (docs/scaling.md) that the coordinator cannot reach, as `pg_dist_node` numbers them: addresses are
 * nobody's business. Citus asks over connections that it keeps, and the second try opens one where a kept one was broken.
 */
async function lostNodes(): Promise<(number | "unknown")[]> {
  try {
    const { rows } = await pool.query<{ nodeid: number }>(`
      SELECT nodeid FROM pg_dist_node WHERE isactive AND noderole = 'primary'
        AND NOT citus_check_connection_to_node(nodename, nodeport) AND NOT citus_check_connection_to_node(nodename, nodeport)
      ORDER BY nodeid`)
    return rows.map(({ nodeid }) => nodeid)
  } catch (error) {
    // The coordinator has just answered, so it waits for a machine that vanished.
    if (isOutage(error)) return ["unknown"]
    throw error
  }
}

const undefinedTable = "42P01"
const missing = { ready: false, reason: "migrations are missing: run `npm run db:migrate`" }

function reasonOf(error: unknown): string {
  const state = sqlState(error)
  if (state) return `the database refuses: ${state}`
  return isOutage(error) ? "the database does not respond" : "the database cannot be used"
}
