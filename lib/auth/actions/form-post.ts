import { clientFor } from "../clients"
import { limitVisitorRate } from "../store/rate-limits"
import { setFormPostResponse } from "../cookies/form-post"
import { currentVisitor } from "../http/visitor"

/**
 * Whether a provider may answer with a POST. Another one's is refused before it is read.
 *
 * @throws AuthError unknown_provider
 */
export function acceptsFormPost(provider: string): boolean {
  return clientFor(provider).provider.responseMode === "form_post"
}

/**
 * Keeps a posted answer until the browser is back with its cookies.
 *
 * @returns the query of the GET that finishes the sign-in
 * @throws AuthError rate_limited, attempt_missing, invalid_request, answer_too_large
 */
export async function storeFormPostResponse(provider: string, form: FormData): Promise<string> {
  await limitVisitorRate("answer", await currentVisitor(), provider)
  return `?${new URLSearchParams({ answer: await setFormPostResponse(provider, form) })}`
}
