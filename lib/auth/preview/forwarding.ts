// How a preview signs in by callbacks of the fixed deployment: its state goes out sealed with its origin, and the answer
// comes back sealed for it alone. What is sealed states when it ends as `exp`, which jose checks (RFC 7519 section 4.1.4).
import { config } from "../config"
import { AuthError } from "../errors"
import { env } from "../../env"
import { deriveKey, openWith, sealWith } from "../crypto/sealing.mjs"
import { isAllowed, type RedirectProxy } from "../../redirect-proxy"

/** Each has a key of its own. */
export type Purpose = "preview state" | "preview answer"

const handOffSeconds = 60

type SealedState = { origin: string; state: string }

type SealedAnswer = { origin: string; provider: string; parameters: [name: string, value: string][] }

/**
 * The state that goes out to a provider.
 *
 * @param state the attempt's own; on a preview it goes along sealed, so it lies in no address
 */
export async function stateForProvider(state: string): Promise<string> {
  const { origin, redirectProxy } = env()
  if (!redirectProxy || redirectProxy.origin === origin) return state
  const sealed: SealedState = { origin, state }
  return seal(redirectProxy, "preview state", sealed, config.attemptMinutes * 60)
}

/**
 * On the fixed deployment: where an answer goes that belongs to a preview. That it is sealed then proves nothing but
 * that it passed here: the preview checks it as any other.
 *
 * @returns the preview's callback; undefined for an answer that is none of a preview
 * @throws AuthError attempt_mismatch for an origin that is not served
 */
export async function previewCallbackUrl(
  provider: string,
  answer: URLSearchParams,
): Promise<string | undefined> {
  const { origin, redirectProxy } = env()
  if (redirectProxy?.origin !== origin) return undefined
  const sent = answer.get("state") ?? ""
  const preview = (await open(redirectProxy, "preview state", sent)) as SealedState | null
  if (!preview) return undefined
  if (!isAllowed(preview.origin, redirectProxy.allowed))
    throw new AuthError("attempt_mismatch", {
      cause: `AUTH_REDIRECT_PROXY_ALLOW does not have ${preview.origin}`,
    })
  const parameters = [...answer].map(([name, value]): [string, string] => [
    name,
    name === "state" && value === sent ? preview.state : value,
  ])
  const sealed: SealedAnswer = { origin: preview.origin, provider, parameters }
  const handOff = await seal(redirectProxy, "preview answer", sealed, handOffSeconds)
  const address = new URL(config.callback.replace(":provider", provider), preview.origin)
  address.searchParams.set("handoff", handOff)
  return address.href
}

/**
 * On a preview: the answer that was handed to it. It finds its attempt by the state within, and only in the browser that
 * began it, so it acts once.
 *
 * @returns the parameters as they are where they are no hand-off
 * @throws AuthError attempt_missing for one that is forged, expired, or for another preview or provider
 */
export async function openForwardedResponse(
  provider: string,
  parameters: URLSearchParams,
): Promise<URLSearchParams> {
  const { origin, redirectProxy } = env()
  const handOff = parameters.get("handoff")
  if (handOff === null || !redirectProxy) return parameters
  const handed = (await open(redirectProxy, "preview answer", handOff)) as SealedAnswer | null
  if (handed?.origin !== origin || handed.provider !== provider)
    throw new AuthError("attempt_missing", { cause: "the hand-off is forged, over, or for somebody else" })
  return new URLSearchParams(handed.parameters)
}

async function seal({ secret }: RedirectProxy, purpose: Purpose, value: object, seconds: number) {
  const exp = Math.floor(Date.now() / 1000) + seconds
  return sealWith(deriveKey(purpose, secret), { ...value, exp })
}

function open({ secret }: RedirectProxy, purpose: Purpose, sealed: string) {
  return openWith([deriveKey(purpose, secret)], sealed)
}
