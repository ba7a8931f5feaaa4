// What the reports of one flow tell: arrows, what was checked on each, and how it ended.
import type { Details, Report } from "../../auth/telemetry/flow-events"
import { type FlowMessage, answerTo, arrow, nameKeySets } from "./messages"
import { parameter, reached } from "./check"
import { checksAt, type Protocol } from "./checks"
import {
  failedChecksOf,
  type Failing,
  type Failure,
  failureOf,
  marked,
  type CheckedMessage,
} from "./failed-checks"
import type { Recorded } from "../../auth/telemetry/recorder"

export type Timeline = {
  id: string
  provider: string
  kind: "sign-in" | "sign-out" | "refresh" | "request"
  result: "finished" | "declined" | "refused" | "waiting" | "abandoned"
  startedAt: Date
  arrows: CheckedMessage[]
  failure?: Failure
  /** Where the provider was told to send the visitor. */
  redirectUri?: string
}

/** What fails before there is an attempt, or without one. */
const early =
  /^(origin_mismatch|unknown_provider|rate_limited|session_changed|attempt_missing|answer_too_large)$/

/** How long a visitor may take at the provider before nobody waits for them any more. */
const patienceMs = 600_000

/**
 * @param protocol the provider's
 * @param options reference: of the failure that the story ends with, where there were several; now: for tests
 */
export function timelineOf(
  { id, provider, reports: all }: Recorded,
  protocol: Protocol,
  { reference, now = new Date() }: { reference?: string | undefined; now?: Date } = {},
): Timeline {
  const end = all.findIndex((report) => report.step === "failure" && report.reference === reference)
  const reports = end === -1 ? all : all.slice(0, end + 1)
  const last = reports.at(-1)
  const failing = last?.step === "failure" ? last : undefined
  const kind = kindOf(reports)
  const arrows = messagesOf(reports, kind, protocol)
  const failures = reports.filter((report): report is Failing => report.step === "failure")
  const culprits = failedChecksOf(arrows, failures)
  const asked = askedOf(arrows)
  const startedAt = reports[0]?.at ?? now
  const result = resultOf(kind, last, +now - +startedAt)
  const redirectUri = parameter(asked, "redirect_uri")
  return {
    id,
    provider,
    kind,
    result,
    startedAt,
    arrows: marked(arrows, culprits.checks, {
      asked,
      isOver: result === "finished",
      isKnown: culprits.areAll,
    }),
    ...(failing && { failure: failureOf(failing, culprits.last) }),
    ...(typeof redirectUri === "string" && { redirectUri }),
  }
}

function resultOf(kind: Timeline["kind"], last: Report | undefined, ageMs: number): Timeline["result"] {
  if (last?.step === "failure") return last.code === "access_denied" ? "declined" : "refused"
  if (kind !== "sign-in" || last?.step === "finished") return "finished"
  return ageMs < patienceMs ? "waiting" : "abandoned"
}

function kindOf(reports: readonly Report[]): Timeline["kind"] {
  const has = (pattern: RegExp) => reports.some(({ step }) => pattern.test(step))
  if (has(/^(temporary|pushed|authorization)_|^finished/)) return "sign-in"
  if (has(/^(logout|revocation)_/)) return "sign-out"
  if (has(/^token_/)) return "refresh"
  const isSignIn = reports.some(
    (report) => report.step === "failure" && report.provider && (report.id || early.test(report.code)),
  )
  return isSignIn ? "sign-in" : "request"
}

function messagesOf(reports: readonly Report[], kind: Timeline["kind"], protocol: Protocol): FlowMessage[] {
  const arrows: FlowMessage[] = []
  const [first] = reports
  const isBegun = kind === "sign-in" && first && !/^(authorization_grant|token|finished)/.test(first.step)
  if (isBegun && !isAnswer(first)) arrows.push(arrow("start", protocol, { at: first.at }))
  for (const report of reports) {
    if (report.step !== "failure") arrows.push(arrow(report.step, protocol, report))
    else arrows.push(...unreported(arrows, report, protocol), refusal(arrows, report, protocol))
  }
  nameKeySets(arrows)
  // Of what a refresh or a sign-out brings, less is checked.
  if (kind !== "sign-in")
    for (const one of arrows) one.checks = one.checks.filter((check) => check === reached)
  return arrows
}

/** What ends after the grant may have failed with us, and then has the checks of a good end. */
function refusal(before: readonly FlowMessage[], { at, code }: Failing, protocol: Protocol): FlowMessage {
  const checks = checksAt("finished", protocol)
  const isOurs = before.some(({ part }) => part === 2) && checks.some(({ fails }) => fails.test(code))
  return { ...arrow("refused", protocol, { at }), ...(isOurs && { checks }) }
}

/** Where a visitor came back with an answer that was not looked at, or nobody answered a call. */
function unreported(arrows: readonly FlowMessage[], failing: Failing, protocol: Protocol): FlowMessage[] {
  const { at } = failing
  if (isAnswer(failing)) return [arrow("authorization_grant", protocol, { at })]
  const last = arrows.at(-1)
  const answer = failing.code === "provider_unreachable" && last && answerTo(last)
  return answer ? [arrow(answer, protocol, { at })] : []
}

/** Whether it is a failure before the answer was reported. A limit is told apart by the attempt, which is not taken yet. */
function isAnswer(report: Report): boolean {
  if (report.step !== "failure") return false
  const { code, id } = report
  return (
    /^(attempt_(missing|expired|mismatch)|answer_too_large)$/.test(code) ||
    (code === "rate_limited" && id === "")
  )
}

/** What was asked of the provider, in the visitor's address or pushed before. */
function askedOf(arrows: readonly FlowMessage[]): Details {
  const requests = arrows.filter(({ step }) => step === "pushed_request" || step === "authorization_request")
  return { parameters: Object.assign({}, ...requests.map(({ details }) => details?.parameters)) }
}
