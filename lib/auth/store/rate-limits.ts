// How often an action may be tried in a minute. Counted in the database, so the limit holds for all instances together.
import { after } from "next/server.js"
import { env } from "../../env"
import { sql } from "../../sql"
import { AuthError } from "../errors"
import type { Visitor } from "../http/visitor"

/** A form-post response is counted apart from the callback that follows it, or one sign-in would count as two. */
export type LimitedAction = "signin" | "answer" | "callback" | "refresh"

const minute = 60_000

/** When client IPs are unknown, all visitors of a provider share 20 times the limit. */
const sharedLimitFactor = 20

/**
 * Counts one try of a visitor. A known client IP is counted across all providers, so switching the provider does not help.
 *
 * @param providerId an enabled provider: a made-up id would be a counter of its own
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
 * Counts one try.
 *
 * @param subject whose tries are counted together: a client IP, a provider or an account; it is logged when there are too many
 * @param factor the limit is AUTH_RATE_LIMIT times this factor
 * @throws AuthError rate_limited, with the seconds to wait
 */
export async function limitRate(action: LimitedAction, subject: string, factor = 1): Promise<void> {
  const { rateLimit } = env()
  if (rateLimit === null) return
  const key = `${action} ${subject}`
  const seconds = await countTry(key, rateLimit * factor)
  if (seconds > 0)
    throw new AuthError("rate_limited", {
      headers: { "retry-after": String(seconds) },
      cause: key,
      details: { check: "rate_limit" },
    })
}

/**
 * Counts one try in a single statement, so that of any number of parallel tries exactly `limit` pass.
 *
 * @returns the seconds to wait; 0 where the try may pass
 */
async function countTry(key: string, limit: number): Promise<number> {
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

/** Each new counter deletes some expired ones. Rows that another instance is writing are skipped. */
async function deleteExpired(): Promise<void> {
  await sql`
    DELETE FROM "RateLimit" WHERE "key" IN (
      SELECT "key" FROM "RateLimit" WHERE "until" < ${new Date(Date.now() - minute)}::timestamp
      ORDER BY "until" LIMIT 50 FOR UPDATE SKIP LOCKED
    )`
}
