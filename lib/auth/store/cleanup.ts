// Forgets what need not be known any longer: sessions that ended, and after 90 days which browser and address did something.
import "server-only"
import { after } from "next/server.js"
import { sql } from "../../sql"

const every = 10 * 60_000
const personalDays = 90
const batch = 200
/** For each second at work, so many at rest. */
const rest = 4

let due = 0

/**
 * Forgets some of it after the answer, if this process has not forgotten all of it in the last ten minutes. Small batches,
 * rows that somebody holds are passed over, and a fifth of the time at most, so nobody waits for it. While more is left,
 * sign-ins take batch after batch away: what is forgotten keeps up with what comes in.
 */
export function cleanUpAfterResponse(): void {
  if (Date.now() < due) return
  due = Date.now() + every
  after(tidy)
}

async function tidy(): Promise<void> {
  const now = new Date()
  const sessions = await sql`
    DELETE FROM "Session" WHERE "id" IN (
      SELECT "id" FROM "Session" WHERE "expires" < ${now}::timestamp
      ORDER BY "expires" LIMIT ${batch} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  const longAgo = new Date(now.getTime() - personalDays * 86_400_000)
  const activities = await sql`
    UPDATE "Activity" SET "userAgent" = NULL, "address" = NULL WHERE "id" IN (
      SELECT "id" FROM "Activity"
      WHERE "at" < ${longAgo}::timestamp AND ("userAgent" IS NOT NULL OR "address" IS NOT NULL)
      ORDER BY "at" LIMIT ${batch} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  const ended = Date.now()
  if (Math.max(sessions.length, activities.length) === batch) due = ended + rest * (ended - now.getTime())
}
