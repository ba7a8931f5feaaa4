import { setFormPostResponse } from "../cookies/form-post"
import { clientFor } from "../find-client"

/**
 * Whether a provider sends its authorization response as a POST. For other providers the POST is rejected without reading it.
 *
 * @throws AuthError unknown_provider
 */
export async function acceptsFormPost(providerId: string): Promise<boolean> {
  return (await clientFor(providerId)).provider.responseMode === "form_post"
}

/**
 * Stores a form-post response in a cookie for the GET request that follows, with which the browser sends its cookies.
 *
 * It needs no rate limit: it costs no statement and no request, and any site can make a visitor's browser send it.
 *
 * @returns the query of that GET
 * @throws AuthError attempt_missing, invalid_request, answer_too_large
 */
export async function storeFormPostResponse(providerId: string, form: FormData): Promise<string> {
  return `?${new URLSearchParams({ answer: await setFormPostResponse(providerId, form) })}`
}
