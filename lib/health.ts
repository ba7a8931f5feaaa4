import "server-only"
import { isOutage } from "./database-errors"
import { sql } from "./sql"

/** The names of this build's migrations, set by next.config.mjs. */
const migrations = (process.env.PORTICO_MIGRATIONS ?? "").split(" ").filter(Boolean)

/**
 * Ready means that the database responds and has all migrations of this build. Newer migrations are accepted, because older
 * instances keep running during a rollout.
 */
export async function readiness(): Promise<{ ready: boolean; reason?: string }> {
  try {
    const applied = await sql<{ migration_name: string }>`
      SELECT "migration_name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`
    const names = new Set(applied.map(({ migration_name }) => migration_name))
    const isComplete = migrations.every((name) => names.has(name))
    return isComplete ? { ready: true } : missing
  } catch (error) {
    return isOutage(error) ? { ready: false, reason: "the database does not respond" } : missing
  }
}

const missing = { ready: false, reason: "migrations are missing: run `npm run db:migrate`" }
