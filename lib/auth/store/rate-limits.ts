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

/** Counts the attempts of a minute. */
export type Counter = { key: string; perMinute: number; now: Date; end: Date }

/** A counter's row, with the attempt that was just counted. */
export type Count = { tries: number; until: Date }

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
  visitor: Visitor,
  providerId: string,
): Promise<void> {
  await limit(visitorCounter(action, visitor, providerId))
}

/** The counter of `limitVisitor`, for a statement that does more than count; null where AUTH_RATE_LIMIT is off. */
export function visitorCounter(
  action: LimitedAction,
  { address }: Visitor,
  providerId: string,
): Counter | null {
  return address ? rateCounter(action, address) : rateCounter(action, providerId, sharedLimitFactor)
}

/**
 * Counts one callback of an attempt. Callbacks have no other counter: other sites can send any number of them, and they would
 * use up the limit of the visitor, or of everybody behind the same address.
 *
 * @throws AuthError rate_limited
 */
export async function limitAttempt({ id, returnTo }: Attempt): Promise<void> {
  await limit(counterOf(`callback ${id}`, callbacksPerAttempt), { returnTo, flow: id })
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
  const counter = newCounter(`${action} ${address}`, rateLimit)
  const { key, now } = counter
  const [row] = await sql<Count>`
    SELECT "tries", "until" FROM "RateLimit" WHERE "key" = ${key} AND "until" > ${now}::timestamp`
  if (row && row.tries >= rateLimit) throw rateLimited(key, secondsUntil(row.until, now))
  try {
    return await work()
  } catch (error) {
    await count(counter)
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
  await limit(rateCounter(action, subject, factor))
}

function rateCounter(action: LimitedAction, subject: string, factor = 1): Counter | null {
  return counterOf(`${action} ${subject}`, (env().rateLimit ?? 0) * factor)
}

function counterOf(key: string, perMinute: number): Counter | null {
  return env().rateLimit === null ? null : newCounter(key, perMinute)
}

function newCounter(key: string, perMinute: number): Counter {
  const now = new Date()
  return { key, perMinute, now, end: new Date(now.getTime() + minute) }
}

async function limit(counter: Counter | null, context?: Context): Promise<void> {
  if (counter) requireWithinLimit(counter, await count(counter), context)
}

/** @throws AuthError rate_limited, with the seconds to wait */
export function requireWithinLimit(
  { key, perMinute, now }: Counter,
  { tries, until }: Count,
  context?: Context,
): void {
  if (tries > perMinute) throw rateLimited(key, secondsUntil(until, now), context)
}

function rateLimited(key: string, seconds: number, context: Context = {}): AuthError {
  const headers = { "retry-after": String(seconds) }
  return new AuthError("rate_limited", { ...context, headers, cause: key, details: { check: "rate_limit" } })
}

/**
 * Counts one attempt in a single statement, so that exactly `perMinute` of any number of parallel attempts pass.
 * `connections/lookup.ts` counts the same way.
 */
async function count({ key, now, end }: Counter): Promise<Count> {
  const [row] = await sql<Count>`
    INSERT INTO "RateLimit" AS r ("key", "tries", "until") VALUES (${key}, 1, ${end}::timestamp)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
      "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
    RETURNING "tries", "until"`
  if (!row) throw new Error("counting returned no row")
  cleanUpCounters(row)
  return row
}

/** A new counter makes place for itself. */
export function cleanUpCounters({ tries }: Count): void {
  if (tries === 1) afterResponse(deleteExpired)
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
