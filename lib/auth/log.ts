import { errors } from "./errors"
import { readFlows } from "./trace"

/** Writes one line for every failure: what, where, why, and what to do. No secret reaches it. */
export function logFailures(): void {
  readFlows((report) => {
    if (report.step !== "failure") return
    const { provider, code, reference, cause, id } = report
    const where = [provider, id.slice(0, 8)].filter(Boolean).join(" ")
    const line = [`[auth] ${code}`, reference, where, cause, errors[code].hint, `docs/errors.md#${code}`]
    console.warn(line.filter(Boolean).join(" | "))
  })
}
