// Limits the attempts per minute. They are counted in the database, so one limit applies to all instances.
import { env } from "../../env"
import { sql } from "../../sql"
import { afterResponse } from "../after-response"
import type { Attempt } from "../attempt"
import { AuthError, type ErrorOptions } from "../errors"
import type { Visitor } from "../http/visitor"
import { skipLocked } from "./skip-locked"

export type LimitedAction =
  "signin" | "refresh" | "logout" | "connection" | "company" | "device" | "user_code"

type Count = { tries: number; until: Date }

type Context = Pick<ErrorOptions, "returnTo" | "flow">

const minute = 60_000

/** When client IPs are unknown, all visitors of a provider share 20 times the limit. */
const sharedLimitFactor = 20

/** One is enough, but a browser may repeat it, and each one with a copy of the cookie costs a request to the provider. */
const callbacksPerAttempt = 5

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
 * Counts one callback of an attempt. Callbacks have no other counter: other sites can send any number of them, and they would
 * use up the limit of the visitor, or of everybody behind the same address.
 *
 * @throws AuthError rate_limited
 */
export async function limitAttempt({ id, returnTo }: Attempt): Promise<void> {
  await limit(`callback ${id}`, callbacksPerAttempt, { returnTo, flow: id })
}

/**
 * Runs some work that anyone may ask for. Only failures count, so that a provider may end any number of sessions, and only those
 * of a known client IP: if all senders shared a counter, one of them could stop the work for the others.
 *
 * @throws AuthError rate_limited before the work, and whatever the work throws
 */
export async function limitFailures<T>(
  action: LimitedAction,
  { address }: Visitor,
  work: () => Promise<T>,
): Promise<T> {
  const { rateLimit } = env()
  if (!address || rateLimit === null) return work()
  const key = `${action} ${address}`
  const now = new Date()
  const [row] = await sql<Count>`
    SELECT "tries", "until" FROM "RateLimit" WHERE "key" = ${key} AND "until" > ${now}::timestamp`
  if (row && row.tries >= rateLimit) throw rateLimited(key, secondsUntil(row.until, now))
  try {
    return await work()
  } catch (error) {
    await countAttempt(key, rateLimit)
    throw error
  }
}

/**
 * Counts one attempt.
 *
 * @param subject has one counter: a client IP, a provider or an account. It is logged when the limit is exceeded
 * @param factor the limit is AUTH_RATE_LIMIT times this factor
 * @throws AuthError rate_limited, with the seconds to wait
 */
export async function limitRate(action: LimitedAction, subject: string, factor = 1): Promise<void> {
  await limit(`${action} ${subject}`, (env().rateLimit ?? 0) * factor)
}

async function limit(key: string, perMinute: number, context?: Context): Promise<void> {
  if (env().rateLimit === null) return
  const seconds = await countAttempt(key, perMinute)
  if (seconds > 0) throw rateLimited(key, seconds, context)
}

function rateLimited(key: string, seconds: number, context: Context = {}): AuthError {
  const headers = { "retry-after": String(seconds) }
  return new AuthError("rate_limited", { ...context, headers, cause: key, details: { check: "rate_limit" } })
}

/**
 * Counts one attempt in a single statement, so that exactly `limit` of any number of parallel attempts pass.
 *
 * @returns the seconds to wait; 0 if the attempt passes
 */
async function countAttempt(key: string, limit: number): Promise<number> {
  const now = new Date()
  const end = new Date(now.getTime() + minute)
  const [row] = await sql<Count>`
    INSERT INTO "RateLimit" AS r ("key", "tries", "until") VALUES (${key}, 1, ${end}::timestamp)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
      "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
    RETURNING "tries", "until"`
  if (!row) throw new Error("counting returned no row")
  if (row.tries === 1) afterResponse(deleteExpired)
  if (row.tries <= limit) return 0
  return secondsUntil(row.until, now)
}

/** At most a minute: the clock of another instance may be ahead. */
function secondsUntil(until: Date, now: Date): number {
  return Math.ceil(Math.min(until.getTime() - now.getTime(), minute) / 1000)
}

/** Runs for each new counter and deletes some expired ones. Rows that another instance is writing are skipped. */
async function deleteExpired(): Promise<void> {
  const before = new Date(Date.now() - minute)
  await skipLocked(
    () => sql`
      DELETE FROM "RateLimit" WHERE "key" IN (
        SELECT "key" FROM "RateLimit" WHERE "until" < ${before}::timestamp
        ORDER BY "until" LIMIT 50 FOR UPDATE SKIP LOCKED
      )`,
    () => sql`
      DELETE FROM "RateLimit" WHERE "until" < ${before}::timestamp AND "key" IN (
        SELECT "key" FROM "RateLimit" WHERE "until" < ${before}::timestamp ORDER BY "until" LIMIT 50
      )`,
  )
}
