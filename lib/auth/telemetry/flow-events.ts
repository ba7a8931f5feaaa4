// Reports every step of a flow once to the listeners: log, OpenTelemetry, Server-Timing and the recorder. Secrets are redacted
// before a listener receives them.
import type { CheckName } from "../check-names"
import { errors, type AuthError, type ErrorCode, type ErrorDetails } from "../errors"
import { redact } from "./redaction"

/**
 * The six parts of an OAuth flow, in order, and the requests around them: temporary credentials of OAuth 1.0, pushed
 * authorization requests, an issuer's metadata and keys, logout and revocation. `finished` is the end of an attempt on our side.
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

/** `id` is the attempt's id, or empty for requests without an attempt. */
export type Flow = { id: string; providerId: string }

export type Details = Readonly<Record<string, unknown>>

export type FlowEvent = Flow & { at: Date } & (
    | { type: "step"; step: Step; details: Details; durationMs?: number }
    | { type: "checks"; passed: readonly CheckName[] }
    | {
        type: "failure"
        reference: string
        code: ErrorCode
        /** HTTP status and hint of the code, so that listeners need no table. */
        status: number
        hint: string
        cause: string
        details: ErrorDetails
      }
  )

export type FlowListener = (event: FlowEvent) => void

/** The flow of requests without a visitor, such as those of the setup page. The recorder ignores it. */
export const untracedFlowId = "untraced"

/** On `globalThis`, because Next loads this file once for each of its bundles. */
const store = globalThis as { porticoFlowListeners?: Map<string, FlowListener> }
const listeners = (store.porticoFlowListeners ??= new Map())

/**
 * Adds a listener, which must not throw.
 *
 * @param name a listener of the same name is replaced: under `next dev`, the edited file replaces its older version
 */
export function onFlowEvent(name: string, listener: FlowListener): void {
  listeners.set(name, listener)
}

/**
 * Reports one step.
 *
 * @param details computed only for a listener that reads them, synchronously
 * @param durationMs how long the provider took to respond
 */
export function reportStep(flow: Flow, step: Step, details: () => Details, durationMs?: number): void {
  emit({
    ...flow,
    type: "step",
    at: new Date(),
    step,
    get details() {
      return redact(details())
    },
    ...(durationMs !== undefined && { durationMs }),
  })
}

/** Reports checks that passed. A check that failed is in the details of the AuthError. */
export function reportChecks(flow: Flow, ...passed: readonly CheckName[]): void {
  emit({ ...flow, type: "checks", at: new Date(), passed })
}

/**
 * Reports that a flow, or a request without one, ended in an error.
 *
 * @param reference is shown to the visitor and identifies the event
 */
export function reportFailure(flow: Flow, { code, cause, details }: AuthError, reference: string): void {
  const { status, hint } = errors[code]
  const event = { code, status, hint: details.hint ?? hint, cause: causeText(cause), details }
  emit({ ...flow, type: "failure", at: new Date(), reference, ...event })
}

function emit(event: FlowEvent): void {
  for (const listener of listeners.values()) listener(event)
}

/** The messages of an error and of its causes, outermost first. A cause that is no error may quote a response, so only its type is added. */
function causeText(cause: unknown): string {
  const messages: string[] = []
  for (let error = cause; error && messages.length < 5; error = causeOf(error)) {
    if (error instanceof Error) messages.push(messageOf(error))
    else messages.push(typeof error === "string" && messages.length === 0 ? error : typeof error)
  }
  return messages.join(" ← ").replaceAll(/\s+/g, " ").trim()
}

/** A SyntaxError of JSON.parse quotes the text, which may be a token response. An error of another realm is found by its name. */
export function messageOf({ name, message }: Error): string {
  return name === "SyntaxError" ? name : message
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}
