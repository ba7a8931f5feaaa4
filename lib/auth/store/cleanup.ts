// Deletes expired sessions, anonymous failed attempts after an hour, and the client IP and browser of activity after 90 days.
import { sql } from "../../sql"
import { afterResponse } from "../after-response"
import { config } from "../config"
import { skipLocked } from "./skip-locked"

const intervalMs = 10 * 60_000
const personalDataDays = 90
/**
 * Anyone can cause failed attempts of no user, so their rows are kept for an hour, and of those whose attempt has expired at most
 * 10,000. Before that, a row is what keeps its attempt from being used again.
 */
const anonymous = { minutes: Math.max(60, config.attemptMinutes), rows: 10_000 }
const batchSize = 200
/** After a full batch, cleanup pauses for four times as long as the batch took. */
const pauseFactor = 4

let nextRunAt = 0

/**
 * Runs cleanup after the response, unless this process has finished one in the last ten minutes. No request waits for it:
 * batches are small, locked rows are skipped, and a pause follows each batch. After a full batch, a callback triggers the next.
 */
export function cleanUpAfterResponse(): void {
  if (Date.now() < nextRunAt) return
  nextRunAt = Date.now() + intervalMs
  afterResponse(cleanUp)
}

async function cleanUp(): Promise<void> {
  const now = new Date()
  const sessions = await skipLocked(
    () => sql`
      DELETE FROM "Session" WHERE "id" IN (
        SELECT "id" FROM "Session" WHERE "expires" < ${now}::timestamp
        ORDER BY "expires" LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
      ) RETURNING 1`,
    () => sql`
      DELETE FROM "Session" WHERE "expires" < ${now}::timestamp AND "sessionToken" IN (
        SELECT "sessionToken" FROM "Session" WHERE "expires" < ${now}::timestamp
        ORDER BY "expires" LIMIT ${batchSize}
      ) RETURNING 1`,
  )
  const personalDataLimit = new Date(now.getTime() - personalDataDays * 86_400_000)
  const activities = await sql`
    UPDATE "Activity" SET "userAgent" = NULL, "address" = NULL WHERE "id" IN (
      SELECT "id" FROM "Activity"
      WHERE "at" < ${personalDataLimit}::timestamp AND ("userAgent" IS NOT NULL OR "address" IS NOT NULL)
      ORDER BY "at" LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  const refusals = await deleteAnonymousRefusals(now)
  const isMoreLeft = Math.max(sessions.length, activities.length, refusals) === batchSize
  const endedAt = Date.now()
  if (isMoreLeft) nextRunAt = endedAt + pauseFactor * (endedAt - now.getTime())
}

/** @returns how many were deleted */
async function deleteAnonymousRefusals(now: Date): Promise<number> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const deleted = await sql`
    DELETE FROM "Activity" WHERE "id" IN (
      SELECT "id" FROM "Activity"
      WHERE "userId" IS NULL AND "event" = 'refused' AND "at" < GREATEST(
        ${ago(anonymous.minutes)}::timestamp,
        LEAST(${ago(config.attemptMinutes)}::timestamp, COALESCE(
          (SELECT "at" FROM "Activity" WHERE "userId" IS NULL AND "event" = 'refused'
            ORDER BY "at" DESC OFFSET ${anonymous.rows} LIMIT 1),
          ${ago(anonymous.minutes)}::timestamp
        ))
      )
      LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    ) RETURNING 1`
  return deleted.length
}
