// Limits the attempts per minute. They are counted in the database, so one limit applies to all instances.
import { after } from "next/server.js"
import { env } from "../../env"
import { sql } from "../../sql"
import { AuthError } from "../errors"
import type { Visitor } from "../http/visitor"

/** A form-post response has its own counter, or it and the callback that follows would count as two sign-ins. */
export type LimitedAction = "signin" | "answer" | "callback" | "refresh"

const minute = 60_000

/** When client IPs are unknown, all visitors of a provider share 20 times the limit. */
const sharedLimitFactor = 20

/**
 * Counts one attempt of a visitor. A known client IP has one counter for all providers, so switching the provider does not help.
 *
 * @param providerId an enabled provider: an invented id would get its own counter
 * @throws AuthError rate_limited
 */
export async function limitVisitor(
  action: LimitedAction,
  { address }: Visitor,
  providerId: string,
): Promise<void> {
  await (address ? limitRate(action, address) : limitRate(action, providerId, sharedLimitFactor))
}

/**
 * Counts one attempt.
 *
 * @param subject has one counter: a client IP, a provider or an account. It is logged when the limit is exceeded
 * @param factor the limit is AUTH_RATE_LIMIT times this factor
 * @throws AuthError rate_limited, with the seconds to wait
 */
export async function limitRate(action: LimitedAction, subject: string, factor = 1): Promise<void> {
  const { rateLimit } = env()
  if (rateLimit === null) return
  const key = `${action} ${subject}`
  const seconds = await countAttempt(key, rateLimit * factor)
  if (seconds > 0)
    throw new AuthError("rate_limited", {
      headers: { "retry-after": String(seconds) },
      cause: key,
      details: { check: "rate_limit" },
    })
}

/**
 * Counts one attempt in a single statement, so that exactly `limit` of any number of parallel attempts pass.
 *
 * @returns the seconds to wait; 0 if the attempt passes
 */
async function countAttempt(key: string, limit: number): Promise<number> {
  const now = new Date()
  const end = new Date(now.getTime() + minute)
  const [row] = await sql<{ tries: number; until: Date }>`
    INSERT INTO "RateLimit" AS r ("key", "tries", "until") VALUES (${key}, 1, ${end}::timestamp)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
      "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
    RETURNING "tries", "until"`
  if (!row) throw new Error("counting returned no row")
  if (row.tries === 1) after(deleteExpired)
  if (row.tries <= limit) return 0
  // The clock of another instance may be ahead.
  return Math.ceil(Math.min(row.until.getTime() - now.getTime(), minute) / 1000)
}

/** Runs for each new counter and deletes some expired ones. Rows that another instance is writing are skipped. */
async function deleteExpired(): Promise<void> {
  await sql`
    DELETE FROM "RateLimit" WHERE "key" IN (
      SELECT "key" FROM "RateLimit" WHERE "until" < ${new Date(Date.now() - minute)}::timestamp
      ORDER BY "until" LIMIT 50 FOR UPDATE SKIP LOCKED
    )`
}
