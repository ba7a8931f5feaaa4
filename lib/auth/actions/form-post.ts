import { clientFor } from "../clients"
import { setFormPostResponse } from "../cookies/form-post"
import { currentVisitor } from "../http/visitor"
import { limitVisitor } from "../store/rate-limits"

/**
 * Whether a provider sends its authorization response as a POST. For other providers the POST is rejected without reading it.
 *
 * @throws AuthError unknown_provider
 */
export function acceptsFormPost(providerId: string): boolean {
  return clientFor(providerId).provider.responseMode === "form_post"
}

/**
 * Stores a form-post response in a cookie for the GET request that follows, with which the browser sends its cookies.
 *
 * @returns the query of that GET
 * @throws AuthError rate_limited, attempt_missing, invalid_request, answer_too_large
 */
export async function storeFormPostResponse(providerId: string, form: FormData): Promise<string> {
  await limitVisitor("answer", await currentVisitor(), providerId)
  return `?${new URLSearchParams({ answer: await setFormPostResponse(providerId, form) })}`
}
