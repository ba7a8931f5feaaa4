// Requests to the APIs of a provider, on behalf of an owner's code.
import { reportStep } from "../telemetry/flow-events"
import {
  requireHttps,
  routeOf,
  unreachable,
  userAgent,
  type Fetch,
  type RequestPolicy,
} from "./provider-request"
import { dispatcherFor } from "./ssrf-guard"

const timeoutMs = 10_000

/**
 * A `fetch` for the APIs that the owner names: https except for loopback hosts that the owner configured, and no redirects, so that
 * a token reaches no other host. The response is the caller's to read, whatever its status and size.
 *
 * @param signal by default the request ends after 10 seconds
 * @throws AuthError provider_misconfigured for plain http, provider_unreachable; the reason of a signal that ends the request
 */
export function apiFetch(policy: RequestPolicy, signal?: AbortSignal | null): Fetch {
  return async (address, { method, headers, body }) => {
    const url = new URL(address)
    requireHttps(url, policy)
    const startedAt = performance.now()
    reportStep(policy.flow, "resource_request", () => ({ method, url: url.origin + url.pathname, headers }))
    // undici's `request` neither decompresses nor streams to a Response (docs/decisions/017).
    const { fetch } = await import("undici")
    const response = await fetch(url, {
      method,
      headers: { "user-agent": userAgent, ...headers },
      body: body instanceof Uint8Array ? body : null,
      dispatcher: await dispatcherFor(url, routeOf(url, policy)),
      redirect: "manual",
      signal: signal ?? AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw unreachable(new Error(`no response from ${url.host}`, { cause }))
    })
    const { status, headers: received, body: stream } = response
    const details = () => ({ status, type: received.get("content-type") })
    reportStep(policy.flow, "resource_response", details, performance.now() - startedAt)
    // One class, of which undici has Node's type and Response the DOM's.
    return new Response(stream as unknown as ReadableStream | null, { status, headers: [...received] })
  }
}
