// All failures end here: each gets a code and a reference, is reported once, and becomes an error page.
import { randomInt } from "node:crypto"
import { certificateHint } from "../certificate-hint"
import { isInputError, isOutage, isSerializationFailure } from "../database-errors"
import { config } from "./config"
import { AuthError, type ErrorCode, type ErrorOptions } from "./errors"
import { reportFailure } from "./telemetry/flow-events"

/** Converts any thrown value to an AuthError, and adds the context in which it was thrown. */
export function asAuthError(
  thrown: unknown,
  context: Pick<ErrorOptions, "returnTo" | "flow"> = {},
): AuthError {
  if (!(thrown instanceof AuthError)) {
    const hint = certificateHint(thrown) ?? (isSerializationFailure(thrown) ? conflictHint : undefined)
    return new AuthError(codeOf(thrown), { ...context, cause: thrown, ...(hint && { details: { hint } }) })
  }
  const { returnTo = context.returnTo, flow = context.flow } = thrown
  const { code, cause, details, userId, headers, visitorMessage } = thrown
  return new AuthError(code, { cause, details, returnTo, flow, userId, headers, visitorMessage })
}

const conflictHint =
  "Other transactions conflicted with this one at each of its tries (SQLSTATE 40001, 40P01): see the load and the locks of the database."

function codeOf(thrown: unknown): ErrorCode {
  if (isOutage(thrown) || isSerializationFailure(thrown)) return "database_unavailable"
  // Such as NUL in a form's field, or a text that is too long for an index.
  return isInputError(thrown) ? "invalid_request" : "unexpected"
}

export type ReportedError = {
  error: AuthError
  /** Logged, and shown to the visitor. */
  reference: string
  /** The path of the error page, with code, reference and the visitor's destination. */
  page: string
}

/**
 * @param providerId the provider of the failed flow; empty if none is known
 * @param page the path of the page that shows the error; the sign-in page by default
 */
export function reportError(thrown: unknown, providerId: string, page?: string): ReportedError {
  const error = asAuthError(thrown)
  // The visitor is signed in, and sees there which accounts are linked.
  const path = page ?? (error.code === "already_linked" ? config.pages.accounts : config.pages.signIn)
  const reference = newReference()
  reportFailure({ id: error.flow ?? "", providerId }, error, reference)
  return { error, reference, page: errorPageUrl(error, { reference, providerId, path }) }
}

function errorPageUrl(
  { code, returnTo }: AuthError,
  { reference, providerId, path }: { reference: string; providerId: string; path: string },
): string {
  const query = new URLSearchParams({
    error: code,
    ref: reference,
    ...(providerId && { provider: providerId }),
    ...(returnTo && { callbackUrl: returnTo }),
  })
  return `${path}${path.includes("?") ? "&" : "?"}${query}`
}

/** Of references: without 0, 1, i, l and o, which look alike. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

/** Identifies the log line of an error, and is short enough to read out on the phone. */
function newReference(): string {
  return Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length))).join("")
}

/** Whether a text has the format of a reference. Pages show no other text from a URL. */
export function isReference(text: string): boolean {
  return /^[2-9a-hjkmnp-z]{8}$/.test(text)
}
