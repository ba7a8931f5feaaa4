// Deletes expired sessions, and the client IP and browser of activity after 90 days.
import { after } from "next/server.js"
import { sql } from "../../sql"

const intervalMs = 10 * 60_000
const personalDataDays = 90
const batchSize = 200
/** After a full batch, cleanup pauses for four times as long as the batch took. */
const pauseFactor = 4

let nextRunAt = 0

/**
 * Runs cleanup after the response, unless this process has finished one in the last ten minutes. No request waits for it:
 * batches are small, locked rows are skipped, and a pause follows each batch. After a full batch, a sign-in triggers the next.
 */
export function cleanUpAfterResponse(): void {
  if (Date.now() < nextRunAt) return
  nextRunAt = Date.now() + intervalMs
  after(cleanUp)
}

async function cleanUp(): Promise<void> {
  const now = new Date()
  const sessions = await sql`
    DELETE FROM "Session" WHERE "id" IN (
      SELECT "id" FROM "Session" WHERE "expires" < ${now}::timestamp
      ORDER BY "expires" LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  const personalDataLimit = new Date(now.getTime() - personalDataDays * 86_400_000)
  const activities = await sql`
    UPDATE "Activity" SET "userAgent" = NULL, "address" = NULL WHERE "id" IN (
      SELECT "id" FROM "Activity"
      WHERE "at" < ${personalDataLimit}::timestamp AND ("userAgent" IS NOT NULL OR "address" IS NOT NULL)
      ORDER BY "at" LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  const isMoreLeft = Math.max(sessions.length, activities.length) === batchSize
  const endedAt = Date.now()
  if (isMoreLeft) nextRunAt = endedAt + pauseFactor * (endedAt - now.getTime())
}
