// Where the time of an answer went, for the browser's network panel. Under `next dev` alone, since strangers could measure
// with it.
import { AsyncLocalStorage } from "node:async_hooks"
import { onFlowEvent } from "./flow-events"

type Handler = (request: Request) => Promise<Response>

/** On `globalThis`, since Next loads this file anew after each change. */
const store = globalThis as { porticoTimings?: AsyncLocalStorage<string[]> }

/** The same handler, whose answers say how long each call to a provider took, and all of it (Server-Timing). */
export function timed(handle: Handler): Handler {
  if (process.env.NODE_ENV !== "development") return handle
  const timings = (store.porticoTimings ??= watchCalls())
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

function watchCalls(): AsyncLocalStorage<string[]> {
  const timings = new AsyncLocalStorage<string[]>()
  onFlowEvent(({ step, ms }) => {
    if (ms !== undefined) timings.getStore()?.push(entry(step.replace("_response", ""), ms))
  })
  return timings
}

function entry(name: string, ms: number): string {
  return `${name};dur=${ms.toFixed(1)}`
}
