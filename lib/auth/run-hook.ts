// Runs the hooks of hooks.ts: none can stop the engine by throwing or hanging.
import { isOutage } from "../database-errors"
import { afterResponse } from "./after-response"
import { AuthError } from "./errors"

export type RunOptions = {
  /** The name of the hook, for the log. */
  name: string
  seconds: number
}

/**
 * Runs a hook and waits for its result. A hook that hangs is not waited for, though it cannot be ended.
 *
 * @throws AuthError hook_timeout; hook_failed for what it throws, except an AuthError or an error of the database's outage
 */
export async function runHook<T>({ name, seconds }: RunOptions, hook: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    const error = new AuthError("hook_timeout", { cause: `${name} did not finish within ${seconds} seconds` })
    timer = setTimeout(() => reject(error), seconds * 1000)
  })
  try {
    return await Promise.race([(async () => hook())(), timeout])
  } catch (cause) {
    if (cause instanceof AuthError || isOutage(cause)) throw cause
    throw new AuthError("hook_failed", { cause: new Error(`${name} threw`, { cause }) })
  } finally {
    clearTimeout(timer)
  }
}

/** Runs a hook after the response. A failure is logged. */
export function runHookAfterResponse(
  { providerId, ...options }: RunOptions & { providerId: string | null },
  hook: () => Promise<void>,
): void {
  afterResponse(() => runHook(options, hook), providerId ?? "")
}
