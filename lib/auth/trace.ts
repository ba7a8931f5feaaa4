// Every step of a flow is reported here once. Whoever wants to see flows (the log, later an inspector or
// OpenTelemetry) adds a reader; secrets are redacted here and nowhere else.
import type { AuthError, ErrorCode } from "./errors"

/**
 * The six parts of an OAuth flow, in order. Around them are three calls: the one for the temporary credentials of
 * OAuth 1.0 and the one that pushes a request, which belong to the first part, and the one for what is public about
 * an issuer. Signing out at the provider has steps of its own.
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

/** One flow, as its steps name it. `id` is the attempt's, empty for what serves many flows. */
export type Flow = { id: string; provider: string }

export type Report = Flow & {
  at: Date
  /** How long a provider took to answer, in milliseconds. */
  ms?: number
} & (
    { step: Step; details: Details } | { step: "failure"; code: ErrorCode; reference: string; cause: string }
  )

export type Details = Record<string, unknown>

export type Reader = (report: Report) => void

/** On `globalThis`, since Next loads this file once for each of its bundles. */
const store = globalThis as { porticoReaders?: Set<Reader> }
const readers = (store.porticoReaders ??= new Set())

/** Adds a reader. It must not throw. */
export function readFlows(reader: Reader): void {
  readers.add(reader)
}

/**
 * Reports one step.
 *
 * @param details asked for only where somebody reads
 * @param ms how long the provider took
 */
export function reportStep(flow: Flow, step: Step, details: () => Details, ms?: number): void {
  if (readers.size === 0) return
  const report: Report = {
    ...flow,
    at: new Date(),
    step,
    details: redact(details()),
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
    reader({ ...flow, at: new Date(), step: "failure", code, reference, cause: describe(cause) })
}

const secret =
  /^(authorization|cookie|set-cookie|code|state|nonce|code_verifier|client_secret|client_assertion|oauth_(callback|nonce|signature|verifier)|denied|request_uri|id_token_hint|.*token|.*_secret|password)$/i

function redact(details: Details): Details {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      secret.test(name) ? "[redacted]" : redactWithin(value),
    ]),
  )
}

function redactWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactWithin)
  return typeof value === "object" && value !== null ? redact(value as Details) : value
}

/** The messages of an error and of its causes: they name what failed, and quote no answer. */
function describe(cause: unknown): string {
  const messages: string[] = []
  for (
    let error = cause;
    error && messages.length < 5;
    error = error instanceof Error ? error.cause : undefined
  )
    messages.push(error instanceof Error ? error.message : typeof error === "string" ? error : typeof error)
  return messages.join(" ← ").replaceAll(/\s+/g, " ").trim()
}
