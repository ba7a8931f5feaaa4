// Where a failure ends, at both doors: named, reported once, and turned into a page to go to.
import { config } from "./config"
import { AuthError } from "./errors"
import { reportFailure } from "./trace"

export type Refusal = {
  error: AuthError
  /** The sign-in page with the error's code, and the way on. */
  page: string
}

/** @param provider whose sign-in failed; empty where none is known */
export function refuse(thrown: unknown, provider: string): Refusal {
  const error = AuthError.from(thrown)
  reportFailure({ id: error.flow ?? "", provider }, error)
  const query = new URLSearchParams({
    error: error.code,
    ...(error.returnTo && { callbackUrl: error.returnTo }),
  })
  return { error, page: `${config.pages.signIn}?${query}` }
}
