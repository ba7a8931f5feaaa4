// The clocks of servers that differ from ours. A server refuses a JWT that is too old, or from its future.

/** By how many seconds the clock of a server is ahead of ours, for each client or key whose JWT it refused. */
const clocks = new WeakMap<object, number>()

/** In seconds. A JWT is not refused for less, and a clock that is further away is a fault to be seen. */
const difference = { least: 5, most: 300 }

/** By how many seconds the next JWT of a client or a key must be ahead of our clock. */
export function secondsAhead(signer: object): number {
  return clocks.get(signer) ?? 0
}

/**
 * Makes later JWTs by a server's clock. Each is only for the server that it names, so a false time harms no other one.
 *
 * @param date the header of its response
 * @returns false if another JWT would have nearly the same time
 */
export function adoptClock(signer: object, date: string | null): boolean {
  const ahead = Math.round((Date.parse(date ?? "") - Date.now()) / 1000)
  const isUsable =
    Math.abs(ahead) <= difference.most && Math.abs(ahead - secondsAhead(signer)) >= difference.least
  if (isUsable) clocks.set(signer, ahead)
  return isUsable
}
