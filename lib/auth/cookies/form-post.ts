// An answer that came as a cross-site POST (OAuth 2.0 Form Post Response Mode). Lax cookies do not come along with
// it, so it waits in a cookie of its own for the GET that follows.
import { clearCookie, readCookie, writeCookie } from "./cookie"
import { AuthError } from "../errors"
import { digest } from "../crypto/digest"
import type { Provider } from "../providers/types"
import { open, seal } from "../crypto/seal"

/** All that is kept. `id_token` and tokens of other flows are not among them. */
const names = ["code", "state", "iss", "error", "user"] as const

const limits = { seconds: 60, cookieBytes: 2_500 }

type Sealed = { provider: string; at: number; parameters: [name: string, value: string][] }

/**
 * Seals a posted answer for this provider and a minute. That proves nothing but that we received it.
 *
 * @returns the name under which `consumeFormPostResponse` finds it
 * @throws AuthError attempt_missing without a state, invalid_request, answer_too_large
 */
export async function setFormPostResponse(provider: string, form: FormData): Promise<string> {
  const parameters = names.flatMap((name) => form.getAll(name).map((value) => parameter(name, value)))
  if (new Set(parameters.map(([name]) => name)).size < parameters.length)
    throw new AuthError("invalid_request", { cause: "a parameter came twice" })
  const state = parameters.find(([name]) => name === "state")?.[1]
  if (!state) throw new AuthError("attempt_missing")
  const sealed = await seal("answer", { provider, at: now(), parameters } satisfies Sealed)
  const name = digest(state)
  if (cookieName(name).length + sealed.length > limits.cookieBytes) throw new AuthError("answer_too_large")
  await writeCookie(cookieName(name), sealed, limits.seconds)
  return name
}

/**
 * Takes a posted answer and clears its cookie.
 *
 * @param query its `answer` is what `setFormPostResponse` returned; without it, the query is the answer
 * @throws AuthError attempt_missing where there is none, or one of another provider, state or time
 */
export async function consumeFormPostResponse(
  from: Provider,
  query: URLSearchParams,
): Promise<URLSearchParams> {
  const name = from.responseMode === "form_post" ? query.get("answer") : null
  if (name === null) return query
  const value = /^[\w-]{16}$/.test(name) ? await readCookie(cookieName(name)) : undefined
  if (!value) throw new AuthError("attempt_missing")
  await clearCookie(cookieName(name))
  const sealed = (await open("answer", value)) as Sealed | null
  const parameters = new URLSearchParams(sealed?.parameters)
  const isOurs = sealed?.provider === from.id && digest(parameters.get("state") ?? "") === name
  if (!isOurs || sealed.at + limits.seconds < now()) throw new AuthError("attempt_missing")
  return parameters
}

function parameter(name: string, value: FormDataEntryValue): [string, string] {
  if (typeof value !== "string") throw new AuthError("invalid_request", { cause: `${name} is a file` })
  return [name, value]
}

function cookieName(name: string): string {
  return `answer-${name}`
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
