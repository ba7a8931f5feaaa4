// The one way out to a provider: limits on every call, its report, and our names for what can fail.
import * as oauth from "oauth4webapi"
import { readBounded } from "./bounded-body"
import { isLoopback } from "../../env"
import { AuthError, type ErrorCode } from "../errors"
import { type Flow, reportStep, type Step } from "../telemetry/flow-events"
import { dispatcherFor } from "./ssrf-guard"

const limits = { bytes: 1_000_000, depth: 32 }
const patienceMs = 10_000

export type Options = Pick<
  oauth.CustomFetchOptions<string, oauth.ProtectedResourceRequestBody>,
  "method" | "headers" | "body"
> & {
  /** What else is reported of the request: the parameters that lie in a header. */
  parameters?: Record<string, string>
}

type Call = "temporary" | "pushed" | "token" | "resource" | "revocation" | "metadata"

/** What a call needs to know: whom it serves, and what the owner says of its provider. */
export type RequestPolicy = {
  flow: Flow
  /** It lies on this machine. */
  loopback: boolean
  /** The hosts that were named by the owner or the catalogue, and not by an answer. */
  hosts: readonly string[]
}

export type Fetch = (address: string, options: Options) => Promise<Response>

/**
 * A `fetch` for oauth4webapi and for profile calls: 10 seconds, 1 MB, JSON at most 32 levels deep, no redirect
 * followed, https but for loopback hosts that the owner configured, and no private address behind a host that an
 * answer named. Both halves of the call are reported.
 *
 * @throws AuthError provider_unreachable
 */
export function fetchFor(call: Call, caller: RequestPolicy): Fetch {
  const { flow } = caller
  return async (address, options) => {
    const url = new URL(address)
    const started = performance.now()
    reportStep(flow, step(call, "request"), () => ({
      method: options.method,
      url: url.origin + url.pathname,
      headers: options.headers,
      ...(options.body instanceof URLSearchParams && { parameters: Object.fromEntries(options.body) }),
      ...(options.parameters && { parameters: options.parameters }),
    }))
    const { status, headers, body } = await ctx(url, options, caller)
    reportStep(
      flow,
      step(call, "response"),
      () => ({ status, type: headers.get("content-type"), body: parsed(body) }),
      performance.now() - started,
    )
    if (status >= 500)
      throw new AuthError("provider_unreachable", { cause: `${url.host} answered ${status}` })
    return new Response(body || null, { status, headers })
  }
}

async function ctx(url: URL, { method, headers, body }: Options, { loopback, hosts }: RequestPolicy) {
  const isOwnersLoopback = loopback && isLoopback(url.hostname)
  if (url.protocol !== "https:" && !isOwnersLoopback)
    throw new AuthError("provider_misconfigured", { cause: `${url.origin} is not https` })
  try {
    const dispatcher = await dispatcherFor(url, { isNamed: isOwnersLoopback || hosts.includes(url.hostname) })
    const { request } = await import("undici")
    const { statusCode, ...response } = await request(url, {
      method,
      headers: { "user-agent": "Portico", ...headers },
      body: text(body),
      dispatcher,
      signal: AbortSignal.timeout(patienceMs),
    })
    const received = new Headers()
    for (const [name, value = []] of Object.entries(response.headers)) received.set(name, String(value))
    const answer = await readBounded(response.body, received.get("content-encoding"), limits)
    return { status: statusCode, headers: received, body: answer }
  } catch (cause) {
    throw new AuthError("provider_unreachable", {
      cause: new Error(`no usable answer from ${url.host}`, { cause }),
    })
  }
}

/** Every body that we send is text. */
function text(body: Options["body"]): string | null {
  return body instanceof URLSearchParams ? body.toString() : typeof body === "string" ? body : null
}

/**
 * Runs one step of a protocol and gives what fails in it our name.
 *
 * @param otherwise the code for an answer that breaks the protocol
 */
export async function withErrorCode<T>(otherwise: ErrorCode, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof AuthError) throw cause
    throw new AuthError(nameOf(cause) ?? otherwise, { cause })
  }
}

function nameOf(error: unknown): ErrorCode | undefined {
  if (error instanceof oauth.AuthorizationResponseError)
    return error.error === "access_denied" ? "access_denied" : "provider_refused"
  if (error instanceof oauth.ResponseBodyError) return "token_refused"
  return undefined
}

function step(call: Call, half: "request" | "response"): Step {
  return `${call}_${half}`
}

/** Only JSON and forms are reported: in other text nothing could be redacted. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return isForm.test(body)
      ? Object.fromEntries(new URLSearchParams(body))
      : `${body.length} characters that are neither JSON nor a form`
  }
}

const isForm = /^[^\s=&<>"{}]+=[^\s=&<>"{}]*(&[^\s=&<>"{}]+=[^\s=&<>"{}]*)*$/
