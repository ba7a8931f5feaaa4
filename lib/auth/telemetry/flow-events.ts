// Every step of a flow is reported here once. Whoever wants to see flows (the log, later an inspector or
// OpenTelemetry) adds a reader; secrets are redacted here, by lib/auth/telemetry/redaction.ts, and nowhere else.
import { redact } from "./redaction"
import type { AuthError, ErrorCode } from "../errors"

/**
 * The six parts of an OAuth flow, in order. Around them are three calls: the one for the temporary credentials of
 * OAuth 1.0 and the one that pushes a request, which belong to the first part, and the one for what is public about
 * an issuer. Signing out at the provider has steps of its own. `finished` is our own end: what the attempt caused.
 */
export type Step =
  | "authorization_request"
  | "authorization_grant"
  | "token_request"
  | "token_response"
  | "resource_request"
  | "resource_response"
  | "temporary_request"
  | "temporary_response"
  | "pushed_request"
  | "pushed_response"
  | "logout_request"
  | "revocation_request"
  | "revocation_response"
  | "metadata_request"
  | "metadata_response"
  | "finished"

/** One flow, as its steps name it. `id` is the attempt's, empty for what serves many flows. */
export type Flow = { id: string; provider: string }

export type Report = Flow & {
  at: Date
  /** How long a provider took to answer, in milliseconds. */
  ms?: number
} & ({ step: Step; details: Details } | ({ step: "failure"; reference: string } & Failure))

/** `details` has what a check `expected` and `got`, where it says so. */
type Failure = { code: ErrorCode; cause: string; details: Details }

export type Details = Record<string, unknown>

export type Reader = (report: Report) => void

/** On `globalThis`, since Next loads this file once for each of its bundles. */
const store = globalThis as { porticoReaders?: Set<Reader> }
const readers = (store.porticoReaders ??= new Set())

/** Adds a reader. It must not throw. */
export function onFlowEvent(reader: Reader): void {
  readers.add(reader)
}

/**
 * Reports one step.
 *
 * @param details asked for only by a reader that looks at them, at once
 * @param ms how long the provider took
 */
export function reportStep(flow: Flow, step: Step, details: () => Details, ms?: number): void {
  const report: Report = {
    ...flow,
    at: new Date(),
    step,
    get details() {
      return redact(details())
    },
    ...(ms !== undefined && { ms }),
  }
  for (const reader of readers) reader(report)
}

/**
 * Reports that a flow, or a request before there was one, ended in an error.
 *
 * @param reference what the visitor was told, to find the report by
 */
export function reportFailure(flow: Flow, { code, cause }: AuthError, reference: string): void {
  for (const reader of readers)
    reader({ ...flow, at: new Date(), step: "failure", reference, ...described(code, cause) })
}

/** How oauth4webapi names the two sides of a comparison. */
function compared(cause: unknown): Details {
  const { claim, attribute = claim, expected, claims, body = claims } = Object(Object(cause).cause)
  if (typeof attribute !== "string") return {}
  const [wanted, got] = [expected, Object(body)[attribute]].map((value) => redact({ [attribute]: value }))
  return { expected: wanted, got }
}

/** A text is ours where it is the cause itself; one further down may be an answer that a library quotes. */
function isOurs(error: unknown, messages: readonly string[]): error is string {
  return typeof error === "string" && messages.length === 0
}

/** The messages of an error and of its causes: they name what failed, and quote no answer. */
function described(code: ErrorCode, cause: unknown): Failure {
  const messages: string[] = []
  for (
    let error = cause;
    error && messages.length < 5;
    error = error instanceof Error ? error.cause : undefined
  )
    messages.push(error instanceof Error ? error.message : isOurs(error, messages) ? error : typeof error)
  return { code, cause: messages.join(" ← ").replaceAll(/\s+/g, " ").trim(), details: compared(cause) }
}
