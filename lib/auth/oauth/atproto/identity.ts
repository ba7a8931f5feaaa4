// From a DID to the account's handle and server (atproto.com/specs/did), and from a server to its authorization server (RFC 9728).
import type * as oauth from "oauth4webapi"
import { AuthError } from "../../errors"
import { parseJson } from "../../http/json"
import { fetchFor, type RequestPolicy } from "../../http/provider-request"
import { isRecord } from "../../shape"
import { failedCheck } from "../../telemetry/checks"
import { reportChecks } from "../../telemetry/flow-events"
import { readMetadata } from "../discovery"
import { didOfHandle } from "./handle"
import { documentAddress, isHandle, lowerCase, serverOrigin } from "./names"

/** The directory is the owner's setting; everything else is found from what the visitor named. */
export type Network = { directory: string; policy: RequestPolicy }

export type Identity = {
  did: string
  /** The handle that the document claims, which the handle must confirm. */
  claimedHandle: string | null
  /** The origin of the account's server. */
  server: string
}

/**
 * Reads a DID's document.
 *
 * @throws AuthError identity_unresolved, provider_unreachable
 */
export async function readIdentity(did: string, { directory, policy }: Network): Promise<Identity> {
  const { status, body } = await readJson(documentAddress(did, directory), policy)
  const document = isRecord(body) && body.id === did ? body : undefined
  const server = serverOrigin(entries(document?.service).find(isServer)?.serviceEndpoint, policy)
  if (server === undefined)
    throw failedCheck("identity_document", {
      code: "identity_unresolved",
      expected: `a document of ${did} with a server`,
      received: document ? "a document without a server" : `status ${status}, and no such document`,
    })
  reportChecks(policy.flow, "identity_document")
  return { did, claimedHandle: handleIn(document?.alsoKnownAs, policy), server }

  function isServer({ id, type }: Record<string, unknown>): boolean {
    const isPds = id === "#atproto_pds" || id === `${did}#atproto_pds`
    return isPds && type === "AtprotoPersonalDataServer"
  }
}

/** The first valid handle of a document is the account's; any other is ignored. */
function handleIn(names: unknown, policy: RequestPolicy): string | null {
  const handles = (Array.isArray(names) ? names : []).flatMap((name: unknown) =>
    typeof name === "string" && name.startsWith("at://") ? [lowerCase(name.slice(5))] : [],
  )
  return handles.find((handle) => isHandle(handle, policy)) ?? null
}

/**
 * The account of a handle whose document names the handle in turn. Without the second half, anyone could show another user's account
 * under a name of their own.
 *
 * @throws AuthError identity_unresolved, provider_unreachable
 */
export async function identityOfHandle(handle: string, network: Network): Promise<Identity> {
  const identity = await readIdentity(await didOfHandle(handle, network.policy), network)
  if (identity.claimedHandle !== handle)
    throw failedCheck("identity_handle", {
      code: "identity_unresolved",
      expected: "a DID document that names the handle",
      received: "one that does not",
    })
  reportChecks(network.policy.flow, "identity_handle")
  return identity
}

/** The handle that an account's document claims, if the handle leads back to the account; else null. */
export async function confirmedHandle(
  { did, claimedHandle }: Identity,
  { policy }: Network,
): Promise<string | null> {
  if (claimedHandle === null) return null
  const found = await didOfHandle(claimedHandle, policy).catch((error: unknown) => {
    if (error instanceof AuthError) return undefined
    throw error
  })
  return found === did ? claimedHandle : null
}

/**
 * The issuer of a server's accounts. A server names one authorization server; one that has no such document is asked as an authorization
 * server itself, unless it must be an account's server.
 *
 * @throws AuthError identity_unresolved, provider_unreachable
 */
export async function issuerOfServer(
  origin: string,
  { policy }: Network,
  { isAccountServer }: { isAccountServer: boolean },
): Promise<string> {
  const { status, body } = await readJson(`${origin}/.well-known/oauth-protected-resource`, policy)
  if (status !== 200 && !isAccountServer) return origin
  const named =
    isRecord(body) && serverOrigin(body.resource, policy) === origin ? body.authorization_servers : undefined
  const [issuer, ...others] = Array.isArray(named) ? named.map((name) => serverOrigin(name, policy)) : []
  if (issuer === undefined || others.length > 0)
    throw failedCheck("identity_server", {
      code: "identity_unresolved",
      expected: `${origin} names one authorization server`,
      received: status === 200 ? "a document that does not" : `status ${status}`,
    })
  return issuer
}

/**
 * The metadata of an authorization server, if it follows the AT Protocol. Not cached: strangers choose the issuers.
 *
 * @throws AuthError provider_misconfigured, provider_unreachable
 */
export async function serverMetadata(
  issuer: string,
  policy: RequestPolicy,
): Promise<oauth.AuthorizationServer> {
  const as = await readMetadata({ issuer, algorithm: "oauth2" }, policy)
  const missing = [
    as.scopes_supported?.includes("atproto") ? [] : "atproto in scopes_supported",
    as.pushed_authorization_request_endpoint ? [] : "pushed_authorization_request_endpoint",
    as.client_id_metadata_document_supported === true ? [] : "client_id_metadata_document_supported",
  ].flat()
  if (missing.length > 0)
    throw failedCheck("identity_server", {
      code: "provider_misconfigured",
      expected: "an authorization server of the AT Protocol",
      received: `no ${missing.join(", no ")}`,
      hint: "The server does not follow the AT Protocol. Is its address that of a PDS, or of an entryway such as https://bsky.social?",
    })
  reportChecks(policy.flow, "identity_server")
  // Whether or not it announces it: the protocol requires `iss` in the response (RFC 9207).
  return { ...as, authorization_response_iss_parameter_supported: true }
}

/** @returns undefined as the body of a response that is not JSON */
export async function readJson(
  address: string,
  policy: RequestPolicy,
): Promise<{ status: number; body: unknown }> {
  const headers = { accept: "application/json" }
  const response = await fetchFor("metadata", policy)(address, { method: "GET", headers, body: undefined })
  const body = response.status === 200 ? parseJson(await response.text()) : undefined
  return { status: response.status, body }
}

function entries(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : []
}
