// Where a failure ends, at both doors: named, reported once, and turned into a page to go to.
import { isOutage } from "../db"
import { config } from "./config"
import { AuthError, type Context } from "./errors"
import { reportFailure } from "./trace"

/** Gives whatever was thrown a name from the table, and adds the context it was thrown in. */
export function asAuthError(thrown: unknown, context: Omit<Context, "cause"> = {}): AuthError {
  if (!(thrown instanceof AuthError))
    return new AuthError(isOutage(thrown) ? "database_unavailable" : "unexpected", {
      ...context,
      cause: thrown,
    })
  const { code, cause, returnTo, flow } = thrown
  return new AuthError(code, { cause, returnTo, flow, ...context })
}

export type Refusal = {
  error: AuthError
  /** The sign-in page with the error's code, and the way on. */
  page: string
}

/** @param provider whose sign-in failed; empty where none is known */
export function refuse(thrown: unknown, provider: string): Refusal {
  const error = asAuthError(thrown)
  reportFailure({ id: error.flow ?? "", provider }, error)
  const query = new URLSearchParams({
    error: error.code,
    ...(error.returnTo && { callbackUrl: error.returnTo }),
  })
  return { error, page: `${config.pages.signIn}?${query}` }
}
