// The timeline of one flow: its messages, their checks, and its result.
import type { CheckName } from "../../auth/check-names"
import { isRecord } from "../../auth/shape"
import { checks, type CheckDescription } from "../../auth/telemetry/check-descriptions"
import {
  explainFailure,
  type FailureEvent,
  type FailureExplanation,
} from "../../auth/telemetry/explain-failure"
import type { FlowEvent } from "../../auth/telemetry/flow-events"
import type { RecordedFlow } from "../../auth/telemetry/recorder"
import { messageFor, nameKeySets, responseTo, type FlowMessage, type MessageStep } from "./messages"

export type Timeline = {
  id: string
  providerId: string
  kind: "sign-in" | "sign-out" | "refresh" | "request"
  result: "finished" | "declined" | "failed" | "waiting" | "abandoned"
  startedAt: Date
  messages: FlowMessage[]
  failure?: FailureExplanation
  /** Where the provider redirects the visitor. */
  redirectUri?: string
}

/** After this time, a sign-in without a response counts as abandoned. */
const abandonedAfterMs = 600_000

/** @param options reference: of the failure that ends the timeline, if there are several; now: for tests */
export function timelineOf(
  { id, providerId, events: all }: RecordedFlow,
  { reference, now = new Date() }: { reference?: string | undefined; now?: Date } = {},
): Timeline {
  const end = all.findIndex((event) => event.type === "failure" && event.reference === reference)
  const events = end === -1 ? all : all.slice(0, end + 1)
  const startedAt = events[0]?.at ?? now
  const last = events.at(-1)
  const kind = kindOf(events)
  const messages = messagesOf(events, kind)
  const redirectUri = redirectUriOf(messages)
  return {
    id,
    providerId,
    kind,
    result: resultOf(kind, events, +now - +startedAt),
    startedAt,
    messages,
    ...(last?.type === "failure" && { failure: explainFailure(last) }),
    ...(redirectUri && { redirectUri }),
  }
}

function messagesOf(events: readonly FlowEvent[], kind: Timeline["kind"]): FlowMessage[] {
  const messages: FlowMessage[] = []
  const [first] = events
  if (kind === "sign-in" && first && startsSignIn(first)) messages.push(messageFor("start", first))
  for (const event of events) {
    if (event.type === "step") messages.push(messageFor(event.step, event))
    else if (event.type === "checks") for (const name of event.passed) show(messages, checks[name], "passed")
    else addFailure(messages, event)
  }
  nameKeySets(messages)
  return messages
}

function addFailure(messages: FlowMessage[], failure: FailureEvent): void {
  const { check: name } = failure.details
  const missing = missingMessage(messages, failure)
  if (missing) messages.push(messageFor(missing, { at: failure.at }))
  const error = messageFor("error", { at: failure.at })
  if (!name) return void messages.push(error)
  const check = describe(failure, name)
  // A check of the app itself, after the profile was read, has no message of its own and is shown at the error page.
  if (check.at === "finished") error.checks.push({ ...check, result: "failed" })
  else show(messages, check, "failed")
  messages.push(error)
}

function describe({ id }: FailureEvent, name: CheckName): CheckDescription {
  // In a callback, the rate limit is checked before the attempt is known.
  return name === "rate_limit" && id === "" ? { ...checks[name], at: "authorization_grant" } : checks[name]
}

/** The message that the engine did not report: an authorization response that was not read, or a missing response. */
function missingMessage(messages: readonly FlowMessage[], failure: FailureEvent): MessageStep | undefined {
  const { check: name } = failure.details
  const latest = messages.at(-1)
  if (!name) return undefined
  if (name === "provider_reachable") return latest && responseTo(latest)
  const { at } = describe(failure, name)
  const isBeforeResponse = at === "authorization_grant" && latest?.step !== "authorization_grant"
  if (isBeforeResponse) return "authorization_grant"
  return at === "start" && messages.length === 0 ? "start" : undefined
}

/** Shows a check at its message. */
function show(messages: readonly FlowMessage[], check: CheckDescription, result: "passed" | "failed"): void {
  const message = check.at === "latest" ? messages.at(-1) : messages.findLast(({ step }) => step === check.at)
  const target = message ?? messages.at(-1)
  if (target && !target.checks.some(({ label }) => label === check.label))
    target.checks.push({ ...check, result })
}

function resultOf(kind: Timeline["kind"], events: readonly FlowEvent[], ageMs: number): Timeline["result"] {
  const last = events.at(-1)
  if (last?.type === "failure") return last.code === "access_denied" ? "declined" : "failed"
  const isFinished = events.some((event) => event.type === "step" && event.step === "finished")
  if (kind !== "sign-in" || isFinished) return "finished"
  return ageMs < abandonedAfterMs ? "waiting" : "abandoned"
}

function kindOf(events: readonly FlowEvent[]): Timeline["kind"] {
  const hasStep = (pattern: RegExp) =>
    events.some((event) => event.type === "step" && pattern.test(event.step))
  const isSignIn = events.some(startsSignIn) || events.some(endsSignIn)
  if (isSignIn || hasStep(/^(temporary|pushed|authorization)_|^finished/)) return "sign-in"
  if (hasStep(/^(logout|revocation)_/)) return "sign-out"
  return hasStep(/^token_/) ? "refresh" : "request"
}

function startsSignIn(event: FlowEvent): boolean {
  if (event.type === "checks") return event.passed.includes("authorization_params")
  return event.type === "failure" && event.providerId !== "" && checkAt(event) === "start"
}

function endsSignIn(event: FlowEvent): boolean {
  return event.type === "failure" && checkAt(event) === "authorization_grant"
}

function checkAt(failure: FailureEvent): CheckDescription["at"] | undefined {
  const { check: name } = failure.details
  return name && describe(failure, name).at
}

/** The redirect URI of the authorization request or of the pushed request. */
function redirectUriOf(messages: readonly FlowMessage[]): string | undefined {
  for (const { step, details } of messages) {
    if (step !== "pushed_request" && step !== "authorization_request") continue
    const parameters = details?.parameters
    const redirectUri = isRecord(parameters) ? parameters.redirect_uri : undefined
    if (typeof redirectUri === "string") return redirectUri
  }
  return undefined
}
