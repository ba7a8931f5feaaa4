import type { CheckName } from "../check-names"
import { onFlowEvent } from "./flow-events"
import { isPlainError } from "./redaction"

/** Checks whose expected and received values are facts about issuer and client, and not about a user. */
const comparableChecks: ReadonlySet<CheckName> = new Set([
  "metadata_issuer",
  "id_token_iss",
  "id_token_aud",
  "id_token_azp",
  "id_token_alg",
])

/**
 * Logs one line for every failure: code, reference, provider, what the provider said with its HTTP status, compared values, cause and
 * hint. The line is text under `next dev`, and JSON for log collectors elsewhere. No secret is logged.
 */
export function logFailures(): void {
  onFlowEvent("log", (event) => {
    if (event.type !== "failure") return
    const { code, status, hint, reference, providerId, id, at, cause } = event
    const flow = id.slice(0, 8)
    const { check, providerError, description, status: httpStatus } = event.details
    const error = providerError !== undefined && isPlainError(providerError) ? providerError : undefined
    const isComparable = check !== undefined && comparableChecks.has(check)
    const { expected, received } = isComparable ? event.details : {}
    const docs = `docs/errors.md#${code}`
    if (process.env.NODE_ENV === "development") {
      const source = [providerId, flow].filter(Boolean).join(" ")
      const compared = expected && received && `expected ${expected}, received ${received}`
      console.warn(
        [
          `[auth] ${code}`,
          reference,
          source,
          check,
          error,
          description,
          httpStatus,
          compared !== cause && compared,
          cause,
          hint,
          docs,
        ]
          .filter(Boolean)
          .join(" | "),
      )
      return
    }
    const level = status >= 500 ? "error" : "warn"
    console.warn(
      JSON.stringify({
        time: at,
        level,
        event: "auth",
        code,
        reference,
        provider: providerId,
        flow,
        check,
        error,
        description,
        httpStatus,
        expected,
        received,
        cause,
        hint,
        docs,
      }),
    )
  })
}

/** Logs that a response left for a preview. */
export function logForwarding(providerId: string, preview: string): void {
  const entry = {
    time: new Date().toISOString(),
    level: "info",
    event: "preview",
    provider: providerId,
    preview,
  }
  console.info(
    process.env.NODE_ENV === "development"
      ? `[auth] preview | ${providerId} | forwarded to ${preview}`
      : JSON.stringify(entry),
  )
}
