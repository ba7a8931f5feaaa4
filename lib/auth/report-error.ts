// Where a failure ends, at both doors: named, reported once, and turned into a page to go to.
import { isOutage } from "../database-errors"
import { config } from "./config"
import { AuthError, type Context } from "./errors"
import { newReference } from "./telemetry/reference"
import { reportFailure } from "./telemetry/flow-events"

/** Gives whatever was thrown a name from the table, and adds the context it was thrown in. */
export function asAuthError(thrown: unknown, context: Omit<Context, "cause"> = {}): AuthError {
  if (!(thrown instanceof AuthError))
    return new AuthError(isOutage(thrown) ? "database_unavailable" : "unexpected", {
      ...context,
      cause: thrown,
    })
  const { code, cause, returnTo = context.returnTo, flow = context.flow, userId, headers } = thrown
  return new AuthError(code, { cause, returnTo, flow, userId, headers })
}

export type ReportedError = {
  error: AuthError
  /** Stands in the log, and before the visitor's eyes. */
  reference: string
  /** The page with the error's code and reference, and the way on. */
  page: string
}

/**
 * @param provider whose sign-in failed; empty where none is known
 * @param path the page that tells the visitor
 */
export function reportError(thrown: unknown, provider: string, path = config.pages.signIn): ReportedError {
  const error = asAuthError(thrown)
  const reference = newReference()
  reportFailure({ id: error.flow ?? "", provider }, error, reference)
  const query = new URLSearchParams({
    error: error.code,
    ref: reference,
    ...(provider && { provider }),
    ...(error.returnTo && { callbackUrl: error.returnTo }),
  })
  return { error, reference, page: `${path}${path.includes("?") ? "&" : "?"}${query}` }
}
