// The checks of a sign-in. Each is reported at the place that makes it.
import type { CheckName } from "../check-names"
import { AuthError, type ErrorCode, type ErrorDetails } from "../errors"
import { reportChecks, type Flow } from "./flow-events"

type Failure = Omit<ErrorDetails, "check"> & { code: ErrorCode; cause?: string; userId?: string }

/**
 * Reports that a check passed, or throws.
 *
 * @param failure the error's code and details. `expected` and `received` are logged, so they hold nothing secret or personal
 * @throws AuthError with the failure's code and details
 */
export function requireCheck(flow: Flow, check: CheckName, passes: boolean, failure: Failure): void {
  if (!passes) throw failedCheck(check, failure)
  reportChecks(flow, check)
}

/** The error of a failed check, for code that does not use `requireCheck`. */
export function failedCheck(check: CheckName, { code, cause, userId, ...details }: Failure): AuthError {
  const { expected, received } = details
  const comparison = expected && received && `expected ${expected}, received ${received}`
  return new AuthError(code, { cause: cause ?? comparison, userId, details: { check, ...details } })
}
