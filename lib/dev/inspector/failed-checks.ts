// Which check failed, which passed before it, and what the failure says of it.
import type { ErrorCode } from "../../auth/errors"
import type { Details, Report } from "../../auth/telemetry/flow-events"
import type { FlowMessage } from "./messages"
import type { Check } from "./check"

export type Failing = Extract<Report, { step: "failure" }>

export type Checked = { check: Check; result: "passed" | "failed" | "unreached" }

export type CheckedMessage = Omit<FlowMessage, "checks"> & { checks: Checked[] }

export type Failure = {
  code: ErrorCode
  reference: string
  cause: string
  /** The check that failed, where it is known. */
  check?: Check
  expected?: string
  got?: string
}

type Culprits = { checks: Map<FlowMessage, Check>; last?: Check | undefined; areAll: boolean }

/** The checks that failed: for each failure the one nearest to it that fails so. */
export function failedChecksOf(arrows: readonly FlowMessage[], failures: readonly Failing[]): Culprits {
  const checks = new Map<FlowMessage, Check>()
  let from = 0
  let last: Check | undefined
  for (const { code, cause } of failures) {
    const to = arrows.findIndex(({ step }, index) => index >= from && step === "refused")
    const fails = (check: Check) => check.fails.test(`${code} ${cause}`)
    const one = arrows.slice(from, to + 1).findLast((arrow) => arrow.checks.some(fails))
    last = one?.checks.find(fails)
    if (one && last) checks.set(one, last)
    from = to + 1
  }
  return { checks, last, areAll: failures.length > 0 && checks.size === failures.length }
}

type Ending = { asked: Details; isOver: boolean; isKnown: boolean }

/** A check passed if one after it failed, or the flow went on to another part. */
export function marked(
  arrows: readonly FlowMessage[],
  culprits: Culprits["checks"],
  { asked, isOver, isKnown }: Ending,
): CheckedMessage[] {
  const lastPart = arrows.findLastIndex(({ step }) => !/^(metadata_|refused)/.test(step))
  return arrows.map((one, index) => {
    const culprit = culprits.get(one)
    const failed = culprit ? one.checks.indexOf(culprit) : Infinity
    const isDone = isOver || isKnown || index < lastPart
    const checks = one.checks.map((check, place): Checked => {
      if (place === failed) return { check, result: "failed" }
      return { check, result: isDone && place < failed ? "passed" : "unreached" }
    })
    const seen = { own: one.details ?? {}, asked }
    const shown = checks.filter(({ check, result }) => result === "failed" || (check.when?.(seen) ?? true))
    return { ...one, checks: shown }
  })
}

/** @param check the one that failed, where it is known: it says what the failure itself leaves out */
export function failureOf({ code, reference, cause, details }: Failing, check: Check | undefined): Failure {
  const [, wanted, found] = /^expected (.+), got (.+)$/.exec(cause) ?? []
  const expected = wanted ?? said(details.expected) ?? check?.expected
  const got = found ?? said(details.got) ?? check?.got
  return {
    code,
    reference,
    cause: cause.replace(/( ← object)+$/, ""),
    ...(check && { check }),
    ...(expected && { expected }),
    ...(got && { got }),
  }
}

/** One field by name, unless it is missing or its value was redacted. */
function said(field: unknown): string | undefined {
  const [[name, value] = []] = Object.entries(Object(field) as object)
  if (name === undefined || value === undefined || value === "[redacted]") return undefined
  return `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`
}
