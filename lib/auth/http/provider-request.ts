// Every request to a provider: its limits, its flow events and its error codes.
import type * as oauth from "oauth4webapi"
import { certificateHint } from "../../certificate-hint"
import { isLoopback } from "../../env"
import { AuthError } from "../errors"
import { isRecord } from "../shape"
import { reportChecks, reportStep, type Flow, type Step } from "../telemetry/flow-events"
import { readBounded } from "./bounded-body"
import { parseJson } from "./json"
import { dispatcherFor } from "./ssrf-guard"

export const limits = { bytes: 1_000_000, depth: 32 }

/** Providers see it in their logs, and GitHub requires the app's name. */
export const userAgent = "Portico"

/**
 * The limits where neither owner nor catalogue names a host, or visitors name one too. Reading a megabyte of JSON takes 60 ms, during
 * which no other request goes on, and metadata stays in memory.
 */
const strangerBytes = { metadata: 64_000, other: 256_000 }
const timeoutMs = 10_000

/** Timeout, too early and too many requests: neither the client's secret nor a token is wrong. */
const retryStatuses: ReadonlySet<number> = new Set([408, 425, 429])

export type Options = Pick<
  oauth.CustomFetchOptions<string, oauth.ProtectedResourceRequestBody>,
  "method" | "headers" | "body"
> & {
  /** Parameters in a header, which are reported too. */
  parameters?: Record<string, string>
}

type RequestKind = "temporary" | "pushed" | "token" | "resource" | "revocation" | "metadata"

/** The flow that a request belongs to, and what the owner allows for its provider. */
export type RequestPolicy = {
  flow: Flow
  /** The provider is on this machine. */
  loopback: boolean
  /** The hosts that the owner or the catalogue names, none for a connection. No response can add one. */
  hosts: readonly string[]
  /** Visitors name hosts too, which must not hold up the requests of others. */
  isStranger?: true
}

/** How a host is reached. */
export function routeOf(url: URL, policy: RequestPolicy): { isNamed: boolean; isStranger: boolean } {
  return { isNamed: isNamedHost(url, policy), isStranger: isStrangers(policy) }
}

/** Whether neither the owner nor the catalogue names any host. */
export function isStrangers(policy: RequestPolicy): boolean {
  return policy.isStranger ?? policy.hosts.length === 0
}

export type Fetch = (address: string, options: Options) => Promise<Response>

/**
 * A `fetch` with limits: 10 seconds, 1 MB (less from strangers), JSON at most 32 levels deep, no redirects, https except for loopback hosts that the
 * owner configured, and no private IP address behind a host that a response named. Request and response are reported.
 *
 * @throws AuthError provider_unreachable, provider_misconfigured for plain http
 */
export function fetchFor(kind: RequestKind, policy: RequestPolicy): Fetch {
  const { flow } = policy
  return async (address, options) => {
    const url = new URL(address)
    const startedAt = performance.now()
    reportStep(flow, stepOf(kind, "request"), () => ({
      method: options.method,
      url: url.origin + url.pathname,
      headers: options.headers,
      ...(options.body instanceof URLSearchParams && { parameters: Object.fromEntries(options.body) }),
      ...(options.parameters && { parameters: options.parameters }),
    }))
    const { status, headers, body } = await send(url, options, policy, bytesFor(kind, policy))
    const details = () => ({ status, type: headers.get("content-type"), ...reportable(body) })
    reportStep(flow, stepOf(kind, "response"), details, performance.now() - startedAt)
    if (status >= 500 || retryStatuses.has(status))
      throw unreachable(`${url.host} responded with ${status}`, { status })
    reportChecks(flow, "provider_reachable")
    if (isNoChallenge(status, headers, body)) headers.delete("www-authenticate")
    return new Response(body || null, { status, headers })
  }
}

/**
 * oauth4webapi throws for every WWW-Authenticate, and does not read the body then. With a successful response it is no challenge
 * (RFC 9110 section 11.6.1; Kong sends it), and beside an error in the body (RFC 6749 section 5.2) it says less than that, unless it asks
 * for a nonce (RFC 9449 section 9).
 */
function isNoChallenge(status: number, headers: Headers, body: string): boolean {
  if (status < 400) return true
  if (/\buse_dpop_nonce\b/.test(headers.get("www-authenticate") ?? "")) return false
  const parsed = parseJson(body)
  return isRecord(parsed) && typeof parsed.error === "string"
}

function bytesFor(kind: RequestKind, policy: RequestPolicy): number {
  if (!isStrangers(policy)) return limits.bytes
  return kind === "metadata" ? strangerBytes.metadata : strangerBytes.other
}

async function send(url: URL, { method, headers, body }: Options, policy: RequestPolicy, bytes: number) {
  requireHttps(url, policy)
  try {
    const dispatcher = await dispatcherFor(url, routeOf(url, policy))
    const { request } = await import("undici")
    const { statusCode, ...response } = await request(url, {
      method,
      headers: { "user-agent": userAgent, ...headers },
      body: encoded(body),
      dispatcher,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const received = new Headers()
    for (const [name, value = []] of Object.entries(response.headers)) received.set(name, String(value))
    const text = await readBounded(response.body, received.get("content-encoding"), { ...limits, bytes })
    return { status: statusCode, headers: received, body: text }
  } catch (cause) {
    throw unreachable(new Error(`no usable response from ${url.host}`, { cause }))
  }
}

function isOwnersLoopback({ hostname }: URL, { loopback }: RequestPolicy): boolean {
  return loopback && isLoopback(hostname)
}

/** Whether the owner or the catalogue names the host. Only these may have private addresses. */
function isNamedHost(url: URL, policy: RequestPolicy): boolean {
  return isOwnersLoopback(url, policy) || policy.hosts.includes(url.hostname)
}

/** @throws AuthError provider_misconfigured */
export function requireHttps(url: URL, policy: RequestPolicy): void {
  if (url.protocol === "https:" || isOwnersLoopback(url, policy)) return
  throw new AuthError("provider_misconfigured", {
    cause: `${url.origin} is not https`,
    details: { check: "metadata_endpoints", expected: "https", received: url.origin },
  })
}

export function unreachable(cause: unknown, { status }: { status?: number } = {}): AuthError {
  const hint = certificateHint(cause)
  const details = { check: "provider_reachable" as const, ...(status !== undefined && { status }) }
  return new AuthError("provider_unreachable", { cause, details: { ...details, ...(hint && { hint }) } })
}

/** All request bodies are forms or text. */
function encoded(body: Options["body"]): string | null {
  if (body instanceof URLSearchParams) return body.toString()
  return typeof body === "string" ? body : null
}

function stepOf(kind: RequestKind, direction: "request" | "response"): Step {
  return `${kind}_${direction}`
}

/** Only JSON objects, lists and forms are reported, because secrets in other text cannot be redacted. */
function reportable(text: string): { body: unknown } | { body_note: string } {
  const parsed = parseJson(text)
  if (isRecord(parsed) || Array.isArray(parsed)) return { body: parsed }
  if (isForm.test(text)) return { body: Object.fromEntries(new URLSearchParams(text)) }
  return { body_note: `${text.length} characters that are neither a JSON object nor a form` }
}

const isForm = /^[^\s=&<>"{}]+=[^\s=&<>"{}]*(&[^\s=&<>"{}]+=[^\s=&<>"{}]*)*$/
