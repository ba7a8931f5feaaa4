// Proofs of possession (RFC 9449): requests with a key, for clients that use DPoP. All others pass through without cost.
import * as oauth from "oauth4webapi"
import type { DpopKey } from "../crypto/dpop-key"
import { keyId } from "../crypto/key-id"
import { failedCheck } from "../telemetry/checks"
import { isNetwork } from "../unregistered-client"
import { isAboutDpop } from "./hints"
import { detailsOf, errorIn } from "./library-errors"
import type { RequestContext } from "./protocol"
import { adoptClock } from "./server-clock"

/**
 * The context with the key of its requests.
 *
 * @param bound the key to which a token is bound. Without one, a client that uses DPoP gets a new key: RFC 9449 section 5 binds the
 * refresh token of a public client only
 */
export async function withDpopKey<Context extends RequestContext>(
  ctx: Context,
  bound: DpopKey | undefined,
): Promise<Context> {
  if (!bound && !ctx.client.provider.dpop) return ctx
  const { newDpopKey } = await import("./dpop-handles")
  return { ...ctx, dpopKey: await withClientKey(ctx, bound ?? (await newDpopKey())) }
}

/**
 * Servers of the AT Protocol bind tokens to the client's key too, and delete them when another one signs. The key's id is kept, so that
 * the former key signs for these tokens after a rotation, as long as it is set.
 */
async function withClientKey({ client }: RequestContext, key: DpopKey): Promise<DpopKey> {
  if (key.clientKey !== undefined || !client.privateKey || !isNetwork(client.provider)) return key
  return { ...key, clientKey: await keyId(client.privateKey) }
}

/**
 * Checks that the server takes proofs by ES256, the algorithm of every key. One that announces no list is asked.
 *
 * @throws AuthError provider_misconfigured
 */
export function requireProofAlgorithm(
  { dpopKey }: RequestContext,
  { dpop_signing_alg_values_supported: announced }: oauth.AuthorizationServer,
): void {
  if (!dpopKey || !announced || announced.includes("ES256")) return
  throw failedCheck("metadata_document", {
    code: "provider_misconfigured",
    expected: "ES256 in dpop_signing_alg_values_supported",
    received: announced.join(", ") || "none",
    hint: "The provider accepts no DPoP proofs by ES256, which is the only algorithm of this app. Without DPoP: remove AUTH_<PROVIDER>_DPOP.",
  })
}

/** The option with which oauth4webapi adds a proof to a request. */
export async function proofOption({ dpopKey }: RequestContext): Promise<oauth.DPoPRequestOptions> {
  if (!dpopKey) return {}
  const { handleOf } = await import("./dpop-handles")
  return { DPoP: await handleOf(dpopKey) }
}

/** Binds the code to the key (section 10): nobody else's key can be used with it at the token endpoint. */
export async function thumbprintParam(ctx: RequestContext): Promise<Record<string, string>> {
  const { DPoP } = await proofOption(ctx)
  return DPoP ? { dpop_jkt: await DPoP.calculateThumbprint() } : {}
}

/**
 * Sends a request with a proof, and again if the server wants another one: once with the nonce that it requires (sections 8 and 9;
 * oauth4webapi takes it from the first response), and once with its time, if it refuses the proof and its clock differs from ours.
 */
export async function withAcceptedProof(
  { dpopKey }: RequestContext,
  send: () => Promise<Response>,
): Promise<Response> {
  const made = new Set<ProofChange>()
  for (;;) {
    const response = await send()
    const change = dpopKey && (await changeOf(response, dpopKey))
    if (!change || made.has(change)) return response
    made.add(change)
  }
}

type ProofChange = "nonce" | "time"

/** What another proof for the same request would have, if that may help. */
async function changeOf(response: Response, key: DpopKey): Promise<ProofChange | undefined> {
  if (response.status !== 400 && response.status !== 401) return undefined
  const error = await errorIn(response)
  if (oauth.isDPoPNonceError(error)) return "nonce"
  if (!isAboutDpop(detailsOf(error))) return undefined
  const { handleOf } = await import("./dpop-handles")
  return adoptClock(await handleOf(key), response.headers.get("date")) ? "time" : undefined
}
