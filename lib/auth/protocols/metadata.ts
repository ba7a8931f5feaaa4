// What an issuer says about itself: its addresses (OpenID Connect Discovery 1.0) and its keys (RFC 7517).
import { createLocalJWKSet, type JSONWebKeySet } from "jose"
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { type Caller, fetchFor, named } from "./request"

const freshForSeconds = 600
/** How long a failed or needless fetch waits for the next one. */
const cooldownSeconds = 60

type KeySet = ReturnType<typeof createLocalJWKSet>

const servers = cache<oauth.AuthorizationServer>()
const keySets = cache<KeySet>()

/**
 * @param issuer the owner's setting, letter by letter what the document must call itself
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function discover(issuer: string, caller: Caller): Promise<oauth.AuthorizationServer> {
  return servers.get(issuer, () =>
    named("provider_misconfigured", async () => {
      const url = new URL(issuer)
      const options = {
        [oauth.customFetch]: fetchFor("metadata", caller),
        [oauth.allowInsecureRequests]: caller.loopback,
      }
      const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options))
      if (!as.authorization_endpoint || !as.token_endpoint || !as.jwks_uri)
        throw new Error(`${url.host} announces no authorization, token or key address`)
      return as
    }),
  )
}

/**
 * The issuer's signing keys.
 *
 * @param renew after an unknown key id: fetch them again, at most once a minute
 */
export async function signingKeys(
  { jwks_uri = "" }: oauth.AuthorizationServer,
  caller: Caller,
  { renew = false } = {},
): Promise<KeySet> {
  return keySets.get(
    jwks_uri,
    () =>
      named("provider_misconfigured", async () => {
        const options = {
          method: "GET",
          headers: { accept: "application/json" },
          body: undefined,
          redirect: "manual",
        } as const
        const response = await fetchFor("metadata", caller)(jwks_uri, options)
        if (!response.ok)
          throw new AuthError("provider_unreachable", { cause: `the key set answered ${response.status}` })
        return createLocalJWKSet((await response.json()) as JSONWebKeySet)
      }),
    { renew },
  )
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
      const isStale = renew || entry.fetchedAt + freshForSeconds < now
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
