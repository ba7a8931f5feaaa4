import { logFailures } from "./log"
import { traceFlows } from "./opentelemetry"
import { recordFlows } from "./recorder"

/** Starts the listeners of flow events, or replaces them by their edited versions. */
export function startListeners(): void {
  logFailures()
  traceFlows()
  if (process.env.NODE_ENV === "development") recordFlows()
}
