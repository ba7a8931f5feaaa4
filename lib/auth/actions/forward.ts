// On the fixed deployment: an authorization response goes to a preview only if the visitor wants to. Otherwise a link to the provider
// with a preview's state would give that preview, and the code of its branch, the account of anyone who opens it.
import { config } from "../config"
import { isKnownPreview, rememberPreview } from "../cookies/developer"
import { open, seal } from "../crypto/seal"
import { AuthError } from "../errors"
import { clientFor } from "../find-client"
import {
  isPreviewResponse,
  previewCallbackUrl,
  previewResponse,
  type PreviewResponse,
} from "../preview/forwarding"
import { logForwarding } from "../telemetry/log"

export type PreviewQuestion = { origin: string; provider: string }

/**
 * @returns the callback of the preview, or the page that asks first; undefined for a response that belongs to no preview
 * @throws AuthError attempt_mismatch for an origin that is not allowed
 */
export async function forwardToPreview(
  providerId: string,
  query: URLSearchParams,
): Promise<string | undefined> {
  const response = await previewResponse(providerId, query)
  if (!response) return undefined
  if (await isKnownPreview(response.origin)) return forward(response)
  const exp = Math.floor(Date.now() / 1000) + config.attemptMinutes * 60
  const question = await seal("preview question", { ...response, exp })
  return `${config.pages.preview}?${new URLSearchParams({ question })}`
}

/** What the page asks. @returns null for a question that is forged or expired */
export async function previewQuestion(sealed: unknown): Promise<PreviewQuestion | null> {
  const response = await openQuestion(sealed)
  return (
    response && {
      origin: response.origin,
      provider: (await clientFor(response.provider)).provider.name,
    }
  )
}

/**
 * Forwards the response of a question.
 *
 * @param remember whether this browser is not asked again for this preview
 * @throws AuthError attempt_missing for a question that is forged or expired
 */
export async function answerQuestion(sealed: unknown, remember: boolean): Promise<string> {
  const response = await openQuestion(sealed)
  if (!response) throw new AuthError("attempt_missing", { details: { check: "attempt" } })
  if (remember) await rememberPreview(response.origin)
  return forward(response)
}

async function openQuestion(sealed: unknown): Promise<PreviewResponse | null> {
  const opened = typeof sealed === "string" && sealed ? await open("preview question", sealed) : null
  return isPreviewResponse(opened) ? opened : null
}

async function forward(response: PreviewResponse): Promise<string> {
  logForwarding(response.provider, response.origin)
  return previewCallbackUrl(response)
}
