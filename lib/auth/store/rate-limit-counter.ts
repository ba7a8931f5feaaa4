// How often something may be tried in a minute. Counted in the database, so it holds for all instances together.
import "server-only"
import { after } from "next/server.js"
import { sql } from "../../sql"

const minute = 60_000

/**
 * Counts one try, in one statement: of any number at once, as many pass as may.
 *
 * @param key what and whose tries are counted together
 * @returns the seconds to wait; 0 where the try may pass
 */
export async function count(key: string, limit: number): Promise<number> {
  const now = new Date()
  const end = new Date(now.getTime() + minute)
  const [row] = await sql<{ tries: number; until: Date }>`
    INSERT INTO "RateLimit" AS r ("key", "tries", "until") VALUES (${key}, 1, ${end}::timestamp)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
      "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
    RETURNING "tries", "until"`
  if (!row) throw new Error("counting returned no row")
  if (row.tries === 1) after(forgetSome)
  if (row.tries <= limit) return 0
  // Another instance's clock may be ahead.
  return Math.ceil(Math.min(row.until.getTime() - now.getTime(), minute) / 1000)
}

/** Each new count takes some old ones away. It waits for nobody: a row that is being written is passed over. */
async function forgetSome(): Promise<void> {
  await sql`
    DELETE FROM "RateLimit" WHERE "key" IN (
      SELECT "key" FROM "RateLimit" WHERE "until" < ${new Date(Date.now() - minute)}::timestamp
      ORDER BY "until" LIMIT 50 FOR UPDATE SKIP LOCKED
    )`
}
