// Before the first request: checks the configuration, starts writing down what fails, and shows flows to OpenTelemetry.
import { clientProblems } from "./clients"
import { environmentProblems, isDeployed, isOnVercel, setting } from "../env"
import { recordFlows } from "./telemetry/recorder"
import { logFailures } from "./telemetry/log"
import { traceFlows } from "./telemetry/opentelemetry"

/** Ends the process when the configuration is wrong; on Vercel, where a process cannot end itself, throws. */
export function start(): void {
  const faults = [...environmentProblems(), ...clientProblems(isDeployed())]
  if (faults.length > 0) {
    const report = ["Portico cannot start:", ...faults.map((fault) => `  ${fault}`)].join("\n")
    if (process.env.VERCEL) throw new Error(report)
    console.error(report)
    process.exit(1)
  }
  if (isDeployed() && !isOnVercel() && !setting("AUTH_TRUST_PROXY"))
    console.warn(
      "AUTH_TRUST_PROXY is not set: nobody's address is known, so visitors of a provider share one rate limit. Set it to the networks of your reverse proxies.",
    )
  logFailures()
  traceFlows()
  if (process.env.NODE_ENV === "development") recordFlows()
}
