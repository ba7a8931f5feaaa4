// Explains a failure to a developer: the check that failed, what was expected and received, and what to do.
import { errors, type ErrorCode } from "../errors"
import { checks, type CheckDescription } from "./check-descriptions"
import type { FlowEvent } from "./flow-events"
import { flowOfReference } from "./recorder"

export type FailureEvent = Extract<FlowEvent, { type: "failure" }>

export type FailureExplanation = {
  code: ErrorCode
  reference: string
  /** Empty where `expected` and `received` say all. */
  cause: string
  fix: string
  /** The check that failed, if the error names one. */
  check?: CheckDescription
  expected?: string
  received?: string
  /** What the provider wrote about it. */
  description?: string
}

export function explainFailure({ code, reference, cause, details }: FailureEvent): FailureExplanation {
  const check = details.check && checks[details.check]
  const expected = details.expected ?? check?.expected
  const received = details.received ?? check?.received
  return {
    code,
    reference,
    // A failed check often has no other cause than the comparison, which is shown already.
    cause: cause === `expected ${expected}, received ${received}` ? "" : cause,
    fix: details.hint ?? check?.fix ?? errors[code].hint,
    ...(check && { check }),
    ...(expected && { expected }),
    ...(received && { received }),
    ...(details.description && { description: details.description }),
  }
}

/** Explains the recorded failure with a reference; undefined if it is no longer in memory. */
export function explainReference(reference: string): FailureExplanation | undefined {
  const failure = flowOfReference(reference)?.events.find(
    (event) => event.type === "failure" && event.reference === reference,
  )
  return failure?.type === "failure" ? explainFailure(failure) : undefined
}
