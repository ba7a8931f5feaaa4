// How often somebody may try.
import { env } from "../../env"
import { count } from "./rate-limit-counter"
import { AuthError } from "../errors"
import type { Visitor } from "../http/visitor"

/** A posted answer counts apart from the callback that follows it, or a sign-in would take two. */
export type Limited = "signin" | "answer" | "callback" | "refresh"

/** How many visitors' tries all of them share at one provider where their addresses are not known. */
const strangers = 20

/**
 * Counts one try of a visitor. Where the address is known the provider does not matter, so another one is no way
 * round.
 *
 * @param provider an enabled one: a name that a caller makes up would be a count of its own
 * @throws AuthError rate_limited
 */
export async function limitVisitorRate(what: Limited, { address }: Visitor, provider: string): Promise<void> {
  await (address ? limit(what, address) : limit(what, provider, strangers))
}

/**
 * Counts one try.
 *
 * @param who whose tries are counted together; the log has it when they are too many
 * @param times AUTH_RATE_LIMIT that often is the limit
 * @throws AuthError rate_limited, with the seconds to wait
 */
export async function limit(what: Limited, who: string, times = 1): Promise<void> {
  const { rateLimit } = env()
  if (rateLimit === null) return
  const key = `${what} ${who}`
  const seconds = await count(key, rateLimit * times)
  if (seconds > 0)
    throw new AuthError("rate_limited", { headers: { "retry-after": String(seconds) }, cause: key })
}
