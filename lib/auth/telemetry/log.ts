import { errors } from "../errors"
import { onFlowEvent } from "./flow-events"

/**
 * Logs one line for every failure: code, reference, provider, cause and hint. Text under `next dev`, elsewhere JSON for log
 * collectors. No secret is logged.
 */
export function logFailures(): void {
  onFlowEvent((event) => {
    if (event.type !== "failure") return
    const { code, reference, providerId, id, at, cause } = event
    const { status, hint } = errors[code]
    const flow = id.slice(0, 8)
    const { check } = event.details
    const docs = `docs/errors.md#${code}`
    if (process.env.NODE_ENV === "development") {
      const where = [providerId, flow].filter(Boolean).join(" ")
      console.warn([`[auth] ${code}`, reference, where, check, cause, hint, docs].filter(Boolean).join(" | "))
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
        cause,
        hint,
        docs,
      }),
    )
  })
}
