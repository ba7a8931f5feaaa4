// How long each request to a provider took, for the browser's network panel. Only under `next dev`: in production it would let
// attackers measure.
import { AsyncLocalStorage } from "node:async_hooks"
import { onFlowEvent } from "./flow-events"

type Handler = (request: Request) => Promise<Response>

/** On `globalThis`, because Next loads this file again after each change. */
const store = globalThis as { porticoTimings?: AsyncLocalStorage<string[]> }

/** Adds a Server-Timing header to a handler's responses: each request to a provider, and the total. */
export function timed(handle: Handler): Handler {
  if (process.env.NODE_ENV !== "development") return handle
  const timings = (store.porticoTimings ??= new AsyncLocalStorage())
  collect(timings)
  return async (request) => {
    const entries: string[] = []
    const started = performance.now()
    const response = await timings.run(entries, () => handle(request))
    response.headers.set(
      "server-timing",
      [...entries, entry("total", performance.now() - started)].join(", "),
    )
    return response
  }
}

function collect(timings: AsyncLocalStorage<string[]>): void {
  onFlowEvent("server-timing", (event) => {
    if (event.type !== "step" || event.durationMs === undefined) return
    timings.getStore()?.push(entry(event.step.replace("_response", ""), event.durationMs))
  })
}

function entry(name: string, ms: number): string {
  return `${name};dur=${ms.toFixed(1)}`
}
