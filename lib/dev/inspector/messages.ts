// The messages of the sequence diagram: sender, receiver and title of each step.
import type { CheckDescription } from "../../auth/telemetry/check-descriptions"
import type { Details, Step } from "../../auth/telemetry/flow-events"

export type Party = "browser" | "app" | "authorization" | "resource"

/** `start` and `error` are shown although no step is reported for them. */
export type MessageStep = Step | "start" | "error"

export type ShownCheck = CheckDescription & { result: "passed" | "failed" }

export type FlowMessage = {
  step: MessageStep
  title: string
  /** The number of the part among the six parts of an OAuth flow. */
  part?: number
  /** The sender, the receiver, and in between the browser for a redirect. */
  path: readonly Party[]
  at: Date
  /** How long the provider took to respond. */
  durationMs?: number
  /** Missing if the engine reported nothing: there was no response, or it was not read. */
  details?: Details
  checks: ShownCheck[]
}

const toServer: readonly Party[] = ["app", "authorization"]
const fromServer: readonly Party[] = ["authorization", "app"]

type Presentation = { title: string; path: readonly Party[]; part?: number }

const presentations: Record<MessageStep, Presentation> = {
  start: { title: "Sign-in requested", path: ["browser", "app"] },
  metadata_request: { title: "Metadata request", path: toServer },
  metadata_response: { title: "Metadata", path: fromServer },
  temporary_request: { title: "Temporary credentials request", path: toServer },
  temporary_response: { title: "Temporary credentials", path: fromServer },
  pushed_request: { title: "Pushed authorization request", path: toServer },
  pushed_response: { title: "Request URI", path: fromServer },
  authorization_request: {
    title: "Authorization request",
    path: ["app", "browser", "authorization"],
    part: 1,
  },
  authorization_grant: {
    title: "Authorization response",
    path: ["authorization", "browser", "app"],
    part: 2,
  },
  token_request: { title: "Access token request", path: toServer, part: 3 },
  token_response: { title: "Access token", path: fromServer, part: 4 },
  resource_request: { title: "Resource request", path: ["app", "resource"], part: 5 },
  resource_response: { title: "Resource", path: ["resource", "app"], part: 6 },
  logout_request: { title: "Logout request", path: ["app", "browser", "authorization"] },
  revocation_request: { title: "Revocation request", path: toServer },
  revocation_response: { title: "Revocation", path: fromServer },
  finished: { title: "Session", path: ["app", "browser"] },
  error: { title: "Error page", path: ["app", "browser"] },
}

/** @param reported the reported values of the step; only a time for a step that was not reported */
export function messageFor(
  step: MessageStep,
  reported: { at: Date; details?: Details; durationMs?: number },
): FlowMessage {
  const { title, path, part } = presentations[step]
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

/** Metadata and keys are requested with the same step; the address distinguishes them. */
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
