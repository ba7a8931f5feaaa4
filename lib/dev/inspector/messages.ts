// The messages of the sequence diagram: sender, receiver and title of each step.
import type { CheckDescription } from "../../auth/telemetry/check-descriptions"
import type { Details, Step } from "../../auth/telemetry/flow-events"

export type Party = "browser" | "app" | "authorization" | "resource"

/** `start` and `error` are drawn although no step is reported for them. */
export type MessageStep = Step | "start" | "error"

export type ShownCheck = CheckDescription & { result: "passed" | "failed" }

export type FlowMessage = {
  step: MessageStep
  title: string
  /** Which of the six parts of an OAuth flow it is. */
  part?: number
  /** A redirect passes the browser. */
  path: readonly Party[]
  at: Date
  /** How long the provider took to respond. */
  durationMs?: number
  /** Missing where the engine reported nothing: the response did not come, or was not read. */
  details?: Details
  checks: ShownCheck[]
}

const toServer: readonly Party[] = ["app", "authorization"]
const fromServer: readonly Party[] = ["authorization", "app"]

const drawn: Record<MessageStep, [title: string, path: readonly Party[], part?: number]> = {
  start: ["Sign-in requested", ["browser", "app"]],
  metadata_request: ["Metadata request", toServer],
  metadata_response: ["Metadata", fromServer],
  temporary_request: ["Temporary credentials request", toServer],
  temporary_response: ["Temporary credentials", fromServer],
  pushed_request: ["Pushed authorization request", toServer],
  pushed_response: ["Request URI", fromServer],
  authorization_request: ["Authorization request", ["app", "browser", "authorization"], 1],
  authorization_grant: ["Authorization response", ["authorization", "browser", "app"], 2],
  token_request: ["Access token request", toServer, 3],
  token_response: ["Access token", fromServer, 4],
  resource_request: ["Resource request", ["app", "resource"], 5],
  resource_response: ["Resource", ["resource", "app"], 6],
  logout_request: ["Logout request", ["app", "browser", "authorization"]],
  revocation_request: ["Revocation request", toServer],
  revocation_response: ["Revocation", fromServer],
  finished: ["Session", ["app", "browser"]],
  error: ["Error page", ["app", "browser"]],
}

/** @param reported what the engine reported with the step, if anything */
export function messageFor(
  step: MessageStep,
  reported: { at: Date; details?: Details; durationMs?: number },
): FlowMessage {
  const [title, path, part] = drawn[step]
  const { at, details, durationMs } = reported
  return {
    step,
    title,
    path,
    at,
    checks: [],
    ...(part && { part }),
    ...(durationMs !== undefined && { durationMs }),
    ...(details && { details }),
  }
}

/** The response step of a request that is still open. */
export function responseTo({ step }: FlowMessage): Step | undefined {
  return step.endsWith("_request") && step !== "authorization_request" && step !== "logout_request"
    ? (step.replace("_request", "_response") as Step)
    : undefined
}

/** Metadata and keys are requested by the same step; the address or the check tells which one it was. */
export function nameKeySets(messages: FlowMessage[]): void {
  for (const [index, message] of messages.entries()) {
    if (message.step !== "metadata_request" || isMetadataAddress(message.details?.url)) continue
    message.title = "Key set request"
    const response = messages[index + 1]
    if (response?.step === "metadata_response") response.title = "Key set"
  }
}

function isMetadataAddress(url: unknown): boolean {
  return /\/\.well-known\/(openid-configuration|oauth-authorization-server)/.test(String(url))
}
