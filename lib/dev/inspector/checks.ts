// Which checks the engine makes at a step, in its order. They are not reported one by one: the place of a failure among
// them tells which passed. e2e/pages/inspector-checks.spec.ts breaks each in turn, and each two that follow each other at once.
import type { Step } from "../../auth/telemetry/flow-events"
import type { Check } from "./check"
import * as answers from "./response-checks"
import * as grants from "./authorization-response-checks"
import * as tokens from "./token-checks"
import * as visits from "./visit-checks"

export type Protocol = "oauth1" | "oauth2" | "oidc"

/** What is checked when a step is done. */
export function checksAt(step: Step | "start", protocol: Protocol): readonly Check[] {
  switch (step) {
    case "start":
      return visits.ofStart
    case "authorization_grant":
      return protocol === "oauth1" ? grants.ofAnswer1 : grants.ofAnswer
    case "finished":
      return visits.ofEnd
    case "metadata_response":
      return answers.ofMetadata
    case "temporary_response":
      return answers.ofTemporary
    case "pushed_response":
      return answers.ofPushed
    case "token_request":
      return tokens.ofTokenRequest
    case "token_response":
      return { oauth1: tokens.ofToken1, oauth2: tokens.ofToken2, oidc: tokens.ofTokenOidc }[protocol]
    case "resource_response":
      return protocol === "oidc" ? answers.ofUserinfo : answers.ofResource
    default:
      return []
  }
}

/** The same address answers with metadata or with keys. */
export const checksOfKeys: readonly Check[] = answers.ofKeys
