// Preview forwarding: a preview deployment signs in through the callbacks of the fixed deployment. The preview's state is sealed
// with its origin, and the authorization response is sealed for the preview. Sealed values expire by `exp`, which jose checks (RFC 7519 section 4.1.4).
import { isBasePath } from "../../base-path.mjs"
import { env } from "../../env"
import { isAllowed, type RedirectProxy } from "../../redirect-proxy"
import { config } from "../config"
import { deriveKey, openWith, sealWith } from "../crypto/sealing.mjs"
import { AuthError } from "../errors"
import { listOf, optional, record, text, type Check } from "../shape"

/** Each purpose has its own key. */
export type Purpose = "preview state" | "preview answer"

const forwardingSeconds = 60

/** Where a preview is. Older ones name no base path. */
type Preview = { origin: string; basePath?: string | undefined }

type SealedState = Preview & { state: string }

type SealedResponse = Preview & { provider: string; parameters: [name: string, value: string][] }

/** After an allowed origin, other text could make the address one of another host. */
const basePathText: Check<string> = (value): value is string => text(value) && isBasePath(value)

const preview = { origin: text, basePath: optional(basePathText) }

const isSealedState = record<SealedState>({ ...preview, state: text })

const isPair: Check<[string, string]> = (value): value is [string, string] =>
  listOf(text)(value) && value.length === 2

const isSealedResponse = record<SealedResponse>({ ...preview, provider: text, parameters: listOf(isPair) })

/**
 * The state for the authorization request.
 *
 * @param state the attempt's state; a preview sends it sealed, so that it is in no URL
 * @param redirectUri the client's, which is the preview's own for a connection
 */
export async function stateForProvider(state: string, redirectUri: string): Promise<string> {
  const { origin, basePath, redirectProxy } = env()
  if (!redirectProxy || new URL(redirectUri).origin === origin) return state
  const sealed: SealedState = { origin, basePath, state }
  return seal(redirectProxy, "preview state", sealed, config.attemptMinutes * 60)
}

/** A response on the fixed deployment that belongs to a preview, as it is forwarded. */
export type PreviewResponse = SealedResponse

export const isPreviewResponse = isSealedResponse

/**
 * On the fixed deployment: the authorization response for a preview, with the preview's own state in it.
 *
 * @returns undefined for a response that belongs to no preview
 * @throws AuthError attempt_mismatch for an origin that is not allowed
 */
export async function previewResponse(
  providerId: string,
  response: URLSearchParams,
): Promise<PreviewResponse | undefined> {
  const { origin, redirectProxy } = env()
  if (redirectProxy?.origin !== origin) return undefined
  const sealedState = response.get("state") ?? ""
  const opened = await open(redirectProxy, "preview state", sealedState, isSealedState)
  if (!opened) return undefined
  if (!isAllowed(opened.origin, redirectProxy.allowed))
    throw new AuthError("attempt_mismatch", {
      cause: `AUTH_REDIRECT_PROXY_ALLOW does not have ${opened.origin}`,
      details: { check: "attempt_client", expected: "an allowed origin", received: opened.origin },
    })
  const parameters = [...response].map(([name, value]): [string, string] => [
    name,
    name === "state" && value === sealedState ? opened.state : value,
  ])
  return { origin: opened.origin, basePath: opened.basePath, provider: providerId, parameters }
}

/** The callback of the preview, with the sealed response. The seal only proves that it was forwarded; the preview checks it. */
export async function previewCallbackUrl(response: PreviewResponse): Promise<string> {
  const { redirectProxy } = env()
  if (!redirectProxy) throw new AuthError("not_found")
  const path = (response.basePath ?? "") + config.callback.replace(":provider", response.provider)
  const address = new URL(path, response.origin)
  address.searchParams.set(
    "handoff",
    await seal(redirectProxy, "preview answer", response, forwardingSeconds),
  )
  return address.href
}

/**
 * On a preview: opens a forwarded response. Its state matches an attempt only in the browser that started it.
 *
 * @returns the unchanged query if it has no forwarded response
 * @throws AuthError attempt_missing for one that is forged, expired, or for another preview or provider
 */
export async function openForwardedResponse(
  providerId: string,
  query: URLSearchParams,
): Promise<URLSearchParams> {
  const { origin, redirectProxy } = env()
  const sealed = query.get("handoff")
  if (sealed === null || !redirectProxy) return query
  const forwarded = await open(redirectProxy, "preview answer", sealed, isSealedResponse)
  if (forwarded?.origin !== origin || forwarded.provider !== providerId)
    throw new AuthError("attempt_missing", {
      cause: "the forwarded response is forged, expired, or for another preview or provider",
      details: { check: "attempt" },
    })
  return new URLSearchParams(forwarded.parameters)
}

async function seal({ secret }: RedirectProxy, purpose: Purpose, value: object, seconds: number) {
  const exp = Math.floor(Date.now() / 1000) + seconds
  return sealWith(deriveKey(purpose, secret), { ...value, exp })
}

async function open<T>({ secret }: RedirectProxy, purpose: Purpose, sealed: string, shape: Check<T>) {
  const opened = await openWith([deriveKey(purpose, secret)], sealed)
  return shape(opened) ? opened : null
}
