import { errors } from "../errors"
import { onFlowEvent } from "./flow-events"

/**
 * Writes one line for every failure: what, where, why, and what to do. Under `next dev` it is for eyes, elsewhere JSON, for
 * what collects logs. No secret reaches it.
 */
export function logFailures(): void {
  onFlowEvent((report) => {
    if (report.step !== "failure") return
    const { code, reference, provider, id, cause, at } = report
    const { status, hint } = errors[code]
    const flow = id.slice(0, 8)
    const docs = `docs/errors.md#${code}`
    if (process.env.NODE_ENV === "development") {
      const where = [provider, flow].filter(Boolean).join(" ")
      console.warn([`[auth] ${code}`, reference, where, cause, hint, docs].filter(Boolean).join(" | "))
      return
    }
    const level = status >= 500 ? "error" : "warn"
    console.warn(
      JSON.stringify({ time: at, level, event: "auth", code, reference, provider, flow, cause, hint, docs }),
    )
  })
}
