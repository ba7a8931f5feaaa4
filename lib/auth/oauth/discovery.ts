// An issuer's metadata (OpenID Connect Discovery 1.0, RFC 8414) and keys (RFC 7517).
import { createLocalJWKSet, type JSONWebKeySet } from "jose"
import * as oauth from "oauth4webapi"
import { AuthError } from "../errors"
import { parseJson } from "../http/json"
import { fetchFor, isStrangers, type RequestPolicy } from "../http/provider-request"
import { isRecord } from "../shape"
import { failedCheck } from "../telemetry/checks"
import { reportChecks } from "../telemetry/flow-events"
import { withErrorCode } from "./library-errors"
import { metadataCache, type Renewal } from "./metadata-cache"

export type { Renewal }

export type KeySet = ReturnType<typeof createLocalJWKSet>

const newCaches = () => ({
  servers: metadataCache<oauth.AuthorizationServer>(),
  keySets: metadataCache<KeySet>(),
})

/**
 * Strangers have caches of their own. One that names an address of the owner's would else read what only the owner's client may fetch,
 * and its own failed requests would be those of the owner's client.
 */
const caches = { owner: newCaches(), stranger: newCaches() }

function cachesFor(policy: RequestPolicy) {
  return isStrangers(policy) ? caches.stranger : caches.owner
}

export type MetadataSource = {
  /** The owner's setting. The document's issuer must be equal to it, character by character. */
  issuer: string
  /** "oauth2" for RFC 8414, OpenID Connect Discovery otherwise. */
  algorithm?: "oauth2"
  /** The address of the document, if it is not below the issuer. */
  address?: string | undefined
  /** The document's issuer may have a placeholder, or the id of the tenant, in place of one segment of the path. */
  hasTenant?: boolean
}

/** The owner who names a tenant by its GUID gets exactly that tenant. */
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const announcedTenant =
  /^(https?:\/\/[^/{}]+\/(?:[^{}]*\/)?)(?:\{\w+\}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(\/.*)?$/i

/** The issuer's metadata, at most ten minutes old. Throws like `readMetadata`. */
export async function discover(
  source: MetadataSource,
  policy: RequestPolicy,
): Promise<oauth.AuthorizationServer> {
  const key = [source.issuer, source.algorithm, source.address].join(" ")
  return cachesFor(policy).servers.get(key, () => readMetadata(source, policy))
}

/**
 * Fetches the issuer's metadata.
 *
 * @throws AuthError provider_unreachable, provider_misconfigured
 */
export async function readMetadata(
  source: MetadataSource,
  policy: RequestPolicy,
): Promise<oauth.AuthorizationServer> {
  const { issuer, algorithm = "oidc", address } = source
  return withErrorCode("provider_misconfigured", "metadata_document", async () => {
    const fetch = fetchFor("metadata", policy)
    const options: oauth.DiscoveryRequestOptions = {
      algorithm,
      // oauth4webapi builds the address, unless the provider declares another.
      [oauth.customFetch]: async (standard, request) => fetch(address ?? standard, request),
      [oauth.allowInsecureRequests]: policy.loopback,
    }
    const response = await oauth.discoveryRequest(new URL(issuer), options)
    const expected = source.hasTenant ? await announcedIssuer(response.clone(), issuer) : issuer
    const as = await oauth.processDiscoveryResponse(new URL(expected), response)
    requireEndpoints(as, algorithm === "oidc" ? ["jwks_uri"] : [])
    reportChecks(policy.flow, "metadata_document", "metadata_issuer", "metadata_endpoints")
    return as
  })
}

/**
 * `https://login.example.com/{tenantid}/v2.0` for the issuer `https://login.example.com/common/v2.0`, and the tenant's GUID
 * for an issuer that names the tenant in another way: `/consumers/v2.0`, `/contoso.example/v2.0`.
 */
async function announcedIssuer(response: Response, issuer: string): Promise<string> {
  const document = parseJson(await response.text())
  const announced = isRecord(document) ? document.issuer : undefined
  const [, before = "", after = ""] =
    (typeof announced === "string" && announced.match(announcedTenant)) || []
  const isOurs = before && issuer.startsWith(before) && issuer.endsWith(after)
  const tenant = issuer.slice(before.length, issuer.length - after.length)
  const isOther = guid.test(tenant) && !String(announced).includes("{")
  return isOurs && /^[\w.-]+$/.test(tenant) && !isOther ? String(announced) : issuer
}

/** Rejects missing endpoints and those that are no address, and plain http of an https issuer: codes and tokens would be sent unencrypted. */
export function requireEndpoints(as: oauth.AuthorizationServer, additional: string[]): void {
  for (const name of ["authorization_endpoint", "token_endpoint", ...additional])
    if (typeof as[name] !== "string" || !URL.canParse(as[name]))
      throw wrongEndpoint(`${as.issuer} announces no ${name}`, { expected: name })
  const isSecure = as.issuer.startsWith("https:")
  for (const [name, value] of Object.entries(as)) {
    if (!/(_endpoint|_uri)$/.test(name) || typeof value !== "string") continue
    if (!(isSecure ? /^https:/ : /^https?:/).test(value))
      throw wrongEndpoint(`its ${name} is not https`, { expected: `${name} with https`, received: value })
  }
}

function wrongEndpoint(cause: string, comparison: { expected: string; received?: string }): AuthError {
  return failedCheck("metadata_endpoints", { code: "provider_misconfigured", cause, ...comparison })
}

/**
 * The issuer's signing keys.
 *
 * @param renew fetches them again after an unknown key id or a failed signature, unless it is too early for a renewal of this kind
 */
export async function signingKeys(
  { jwks_uri = "" }: oauth.AuthorizationServer,
  policy: RequestPolicy,
  renew?: Renewal,
): Promise<KeySet> {
  return cachesFor(policy).keySets.get(jwks_uri, () => readKeys(jwks_uri, policy), renew)
}

/** Fetches a key set. */
export async function readKeys(address: string, policy: RequestPolicy): Promise<KeySet> {
  return withErrorCode("provider_misconfigured", "key_set", async () => {
    const headers = { accept: "application/json" }
    const response = await fetchFor("metadata", policy)(address, { method: "GET", headers, body: undefined })
    if (!response.ok)
      throw new AuthError("provider_unreachable", {
        cause: `the key set responded with ${response.status}`,
        details: { check: "key_set", status: response.status },
      })
    const keys = createLocalJWKSet(parseJson(await response.text()) as JSONWebKeySet)
    reportChecks(policy.flow, "key_set")
    return keys
  })
}
