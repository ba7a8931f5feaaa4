// The arrows of one flow: who spoke to whom, in order.
import type { Details, Report, Step } from "../../auth/telemetry/flow-events"
import type { Check } from "./check"
import { checksAt, checksOfKeys, type Protocol } from "./checks"

export type Party = "browser" | "app" | "authorization" | "resource"

export type FlowMessage = {
  /** `start` and `refused` are drawn, though no step is reported of them. */
  step: Step | "start" | "refused"
  title: string
  /** Which of the six parts of an OAuth flow it is. */
  part?: number
  /** A redirect goes by the browser. */
  path: readonly Party[]
  at: Date
  /** How long the provider took, in milliseconds. */
  ms?: number
  /** Missing where the engine had nothing to report: the answer never came, or was not looked at. */
  details?: Details
  checks: readonly Check[]
}

const toServer: readonly Party[] = ["app", "authorization"]
const fromServer: readonly Party[] = ["authorization", "app"]

const drawn: Record<FlowMessage["step"], [title: string, path: readonly Party[], part?: number]> = {
  start: ["Sign-in asked for", ["browser", "app"]],
  metadata_request: ["Metadata request", toServer],
  metadata_response: ["Metadata", fromServer],
  temporary_request: ["Temporary credentials request", toServer],
  temporary_response: ["Temporary credentials", fromServer],
  pushed_request: ["Pushed request", toServer],
  pushed_response: ["Reference to the request", fromServer],
  authorization_request: ["Authorization request", ["app", "browser", "authorization"], 1],
  authorization_grant: ["Authorization grant", ["authorization", "browser", "app"], 2],
  token_request: ["Access token request", toServer, 3],
  token_response: ["Access token", fromServer, 4],
  resource_request: ["Resource request", ["app", "resource"], 5],
  resource_response: ["Resource", ["resource", "app"], 6],
  logout_request: ["Logout request", ["app", "browser", "authorization"]],
  revocation_request: ["Revocation request", toServer],
  revocation_response: ["Revocation", fromServer],
  finished: ["Session", ["app", "browser"]],
  refused: ["Error page", ["app", "browser"]],
}

/** @param at when; `details` and `ms` as they were reported, if they were */
export function arrow(
  step: FlowMessage["step"],
  protocol: Protocol,
  report: Pick<Report, "at"> & Partial<Report>,
): FlowMessage {
  const [title, path, part] = drawn[step]
  const { at, ms, details } = report
  return {
    step,
    title,
    path,
    at,
    ...(part && { part }),
    ...(ms !== undefined && { ms }),
    ...(details && { details }),
    checks: step === "refused" ? [] : checksAt(step, protocol),
  }
}

/** Metadata and keys are asked for alike; the answer tells which it was. */
export function nameKeySets(arrows: FlowMessage[]): void {
  for (const [index, one] of arrows.entries()) {
    if (one.step !== "metadata_request") continue
    const answer = arrows[index + 1]?.step === "metadata_response" ? arrows[index + 1] : undefined
    const isDocument = /\/\.well-known\/(openid-configuration|oauth-authorization-server)/.test(
      String(one.details?.url),
    )
    const isKeys = Object(answer?.details?.body).keys !== undefined || (!answer && !isDocument)
    if (!isKeys) continue
    one.title = "Key set request"
    if (answer) Object.assign(answer, { title: "Key set", checks: checksOfKeys })
  }
}

/** The answer to a call that never came. */
export function answerTo({ step }: FlowMessage): Step | undefined {
  return step.endsWith("_request") && step !== "authorization_request" && step !== "logout_request"
    ? (step.replace("_request", "_response") as Step)
    : undefined
}
