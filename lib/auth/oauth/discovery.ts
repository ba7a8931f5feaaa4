// What an issuer says about itself: its addresses (OpenID Connect Discovery 1.0) and its keys (RFC 7517).
import { createLocalJWKSet, type JSONWebKeySet } from "jose"
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { parseJson } from "../http/json"
import { type RequestPolicy, fetchFor, withErrorCode } from "../http/provider-request"

const maxAgeSeconds = 600
/** How long a failed or needless fetch waits for the next one. */
const cooldownSeconds = 60

type KeySet = ReturnType<typeof createLocalJWKSet>

const servers = cache<oauth.AuthorizationServer>()
const keySets = cache<KeySet>()

export type Source = {
  /** The owner's setting, letter by letter what the document must call itself. */
  issuer: string
  /** "oauth2" for RFC 8414, OpenID Connect Discovery otherwise. */
  algorithm?: "oauth2"
  /** Where the document lies, if not below the issuer. */
  address?: string | undefined
  /** The document's name for itself may hold a placeholder for one segment of the issuer's path. */
  hasTenant?: boolean
}

/** What the issuer announces, at most some minutes old; it throws as `readMetadata` does. */
export async function discover(source: Source, caller: RequestPolicy): Promise<oauth.AuthorizationServer> {
  const key = [source.issuer, source.algorithm, source.address].join(" ")
  return servers.get(key, () => readMetadata(source, caller))
}

/**
 * What it announces now.
 *
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function readMetadata(
  source: Source,
  caller: RequestPolicy,
): Promise<oauth.AuthorizationServer> {
  const { issuer, algorithm = "oidc", address } = source
  return withErrorCode("provider_misconfigured", async () => {
    const fetch = fetchFor("metadata", caller)
    const options: oauth.DiscoveryRequestOptions = {
      algorithm,
      // The address is oauth4webapi's, unless the provider declares another.
      [oauth.customFetch]: async (standard, request) => fetch(address ?? standard, request),
      [oauth.allowInsecureRequests]: caller.loopback,
    }
    const response = await oauth.discoveryRequest(new URL(issuer), options)
    const expected = source.hasTenant ? await announcedIssuer(response.clone(), issuer) : issuer
    const as = await oauth.processDiscoveryResponse(new URL(expected), response)
    requireEndpoints(as, algorithm === "oidc" ? ["jwks_uri"] : [])
    return as
  })
}

/** `https://login.example.com/{tenantid}/v2.0` for the issuer `https://login.example.com/common/v2.0`. */
async function announcedIssuer(response: Response, issuer: string): Promise<string> {
  const announced: unknown = Object(parseJson(await response.text())).issuer
  const [, before = "", after = ""] =
    (typeof announced === "string" && announced.match(/^(.*)\{\w+\}(.*)$/)) || []
  const isOurs = before && issuer.startsWith(before) && issuer.endsWith(after)
  const tenant = issuer.slice(before.length, issuer.length - after.length)
  return isOurs && /^[\w.-]+$/.test(tenant) ? String(announced) : issuer
}

/** An https issuer that announces a plain http address would have us and the visitor talk in the clear. */
export function requireEndpoints(as: oauth.AuthorizationServer, more: string[]): void {
  for (const name of ["authorization_endpoint", "token_endpoint", ...more])
    if (!as[name]) throw new Error(`${as.issuer} announces no ${name}`)
  const isSecure = as.issuer.startsWith("https:")
  for (const [name, value] of Object.entries(as)) {
    if (!/(_endpoint|_uri)$/.test(name) || typeof value !== "string") continue
    if (!(isSecure ? /^https:/ : /^https?:/).test(value)) throw new Error(`its ${name} is not https`)
  }
}

/**
 * The issuer's signing keys.
 *
 * @param renew after an unknown key id: fetch them again, at most once a minute
 */
export async function signingKeys(
  { jwks_uri = "" }: oauth.AuthorizationServer,
  caller: RequestPolicy,
  { renew = false } = {},
): Promise<KeySet> {
  return keySets.get(jwks_uri, () => readKeys(jwks_uri, caller), { renew })
}

/** The keys as they are now. */
export async function readKeys(address: string, caller: RequestPolicy): Promise<KeySet> {
  return withErrorCode("provider_misconfigured", async () => {
    const headers = { accept: "application/json" }
    const response = await fetchFor("metadata", caller)(address, { method: "GET", headers, body: undefined })
    if (!response.ok)
      throw new AuthError("provider_unreachable", { cause: `the key set answered ${response.status}` })
    return createLocalJWKSet(parseJson(await response.text()) as JSONWebKeySet)
  })
}

/** Values that are fetched once for concurrent callers, and kept while a newer one cannot be had. */
function cache<T>() {
  type Entry = { value?: T; fetchedAt: number; retryAt: number; pending?: Promise<T> }
  const entries = new Map<string, Entry>()

  return {
    async get(key: string, fetchValue: () => Promise<T>, { renew = false } = {}): Promise<T> {
      const entry: Entry = entries.get(key) ?? { fetchedAt: -Infinity, retryAt: -Infinity }
      entries.set(key, entry)
      const now = performance.now() / 1000
      const isStale = renew || entry.fetchedAt + maxAgeSeconds < now
      if (entry.value !== undefined && (!isStale || now < entry.retryAt)) return entry.value
      if (renew) entry.retryAt = now + cooldownSeconds
      try {
        entry.pending ??= fetchValue().finally(() => delete entry.pending)
        entry.value = await entry.pending
        entry.fetchedAt = now
      } catch (error) {
        if (entry.value === undefined) throw error
        entry.retryAt = now + cooldownSeconds
      }
      return entry.value
    },
  }
}
