// An authorization response that came as a cross-site POST (OAuth 2.0 Form Post Response Mode). Lax cookies are not
// sent with it, so the response is stored in a cookie of its own for the GET request that follows.
import { shortHash } from "../crypto/hash"
import { AuthError } from "../errors"
import type { Provider } from "../providers/types"
import { listOf, record, text, type Check } from "../shape"
import { failedCheck } from "../telemetry/checks"
import { sealedCookie } from "./sealed-cookie"

/** The parameters that are stored. `id_token` and the tokens of other flows are left out. */
const names = ["code", "state", "iss", "error", "user"] as const

const maxCookieBytes = 2_500

/**
 * Another site can make a browser post any number of responses, and their POST brings no cookies that could be counted. With
 * three names there are never more than three cookies; with any number, the header of cookies would soon be too long for every page.
 */
const maxCookies = 3

type FormPostResponse = { providerId: string; parameters: [name: string, value: string][] }

const isPair: Check<[string, string]> = (value): value is [string, string] =>
  listOf(text)(value) && value.length === 2

const cookie = sealedCookie<FormPostResponse>({
  name: "answer",
  purpose: "answer",
  seconds: 60,
  shape: record<FormPostResponse>({ providerId: text, parameters: listOf(isPair) }),
})

/**
 * Seals a form-post response for this provider. The seal proves only that this app received it.
 *
 * @returns the key under which `consumeFormPostResponse` finds it
 * @throws AuthError attempt_missing without a state, invalid_request, answer_too_large
 */
export async function setFormPostResponse(providerId: string, form: FormData): Promise<string> {
  const parameters = names.flatMap((name) => form.getAll(name).map((value) => parameter(name, value)))
  if (new Set(parameters.map(([name]) => name)).size < parameters.length)
    throw new AuthError("invalid_request", { cause: "a parameter came twice" })
  const state = parameters.find(([name]) => name === "state")?.[1]
  if (!state) throw failedCheck("attempt", { code: "attempt_missing" })
  const sealed = await cookie.seal({ providerId, parameters })
  const key = shortHash(state)
  if (cookie.size(sealed, key) > maxCookieBytes)
    throw failedCheck("form_post_size", { code: "answer_too_large" })
  await cookie.setSealed(sealed, cookieOf(key))
  return key
}

/**
 * Reads a form-post response and clears its cookie.
 *
 * @param query its `answer` is the key that `setFormPostResponse` returned; without it, the query is the response
 * @throws AuthError attempt_missing if there is none, or if it is expired or belongs to another provider or state
 */
export async function consumeFormPostResponse(
  provider: Provider,
  query: URLSearchParams,
): Promise<URLSearchParams> {
  const key = provider.responseMode === "form_post" ? query.get("answer") : null
  if (key === null) return query
  const opened = /^[\w-]{16}$/.test(key) ? await cookie.consume(cookieOf(key)) : null
  const parameters = new URLSearchParams(opened?.value.parameters)
  const isOurs = opened?.value.providerId === provider.id && shortHash(parameters.get("state") ?? "") === key
  if (!isOurs || opened.isExpired) throw failedCheck("attempt", { code: "attempt_missing" })
  return parameters
}

/** The cookie of a key. Two responses within the same moment may share one; then the second one counts. */
function cookieOf(key: string): string {
  return String(key.charCodeAt(0) % maxCookies)
}

function parameter(name: string, value: FormDataEntryValue): [string, string] {
  if (typeof value !== "string") throw new AuthError("invalid_request", { cause: `${name} is a file` })
  return [name, value]
}
