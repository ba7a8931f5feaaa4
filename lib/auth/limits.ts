// How often somebody may try. Counted in the database, so it holds for all instances together.
import { after } from "next/server.js"
import { db } from "../db"
import { env } from "../env"
import { AuthError } from "./errors"
import type { Visitor } from "./visitor"

/** A posted answer counts apart from the callback that follows it, or a sign-in would take two. */
export type Limited = "signin" | "answer" | "callback" | "refresh"

const minute = 60_000

/** How many visitors' tries all of them share at one provider where their addresses are not known. */
const strangers = 20

/**
 * Counts one try of a visitor. Where the address is known the provider does not matter, so another one is no way
 * round.
 *
 * @param provider an enabled one: a name that a caller makes up would be a count of its own
 * @throws AuthError rate_limited
 */
export async function limitVisitor(what: Limited, { address }: Visitor, provider: string): Promise<void> {
  await (address ? limit(what, address) : limit(what, provider, strangers))
}

/**
 * Counts one try, in one statement: of any number at once, as many pass as may.
 *
 * @param who whose tries are counted together; the log has it when they are too many
 * @param times AUTH_RATE_LIMIT that often is the limit
 * @throws AuthError rate_limited, with the seconds to wait
 */
export async function limit(what: Limited, who: string, times = 1): Promise<void> {
  const { rateLimit } = env()
  if (rateLimit === null) return
  const now = new Date()
  const end = new Date(now.getTime() + minute)
  const [count] = await db.$queryRaw<{ tries: number; until: Date }[]>`
    INSERT INTO "RateLimit" AS r ("key", "tries", "until") VALUES (${`${what} ${who}`}, 1, ${end}::timestamp)
    ON CONFLICT ("key") DO UPDATE SET
      "tries" = CASE WHEN r."until" > ${now}::timestamp THEN r."tries" + 1 ELSE 1 END,
      "until" = CASE WHEN r."until" > ${now}::timestamp THEN r."until" ELSE ${end}::timestamp END
    RETURNING "tries", "until"`
  if (!count) throw new Error("counting returned no row")
  if (count.tries === 1) after(forgetSome)
  if (count.tries <= rateLimit * times) return
  // Another instance's clock may be ahead.
  const seconds = Math.ceil(Math.min(count.until.getTime() - now.getTime(), minute) / 1000)
  throw new AuthError("rate_limited", {
    headers: { "retry-after": String(seconds) },
    cause: `${what} ${who}`,
  })
}

/** Each new count takes some old ones away. It waits for nobody: a row that is being written is passed over. */
async function forgetSome(): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "RateLimit" WHERE "key" IN (
      SELECT "key" FROM "RateLimit" WHERE "until" < ${new Date(Date.now() - minute)}::timestamp
      ORDER BY "until" LIMIT 50 FOR UPDATE SKIP LOCKED
    )`
}
