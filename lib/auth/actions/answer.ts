import { clientFor } from "../clients"
import { limitVisitor } from "../limits"
import { keepAnswer } from "../posted-answer"
import { currentVisitor } from "../visitor"

/**
 * Whether a provider may answer with a POST. Another one's is refused before it is read.
 *
 * @throws AuthError unknown_provider
 */
export function takesPosts(provider: string): boolean {
  return clientFor(provider).provider.responseMode === "form_post"
}

/**
 * Keeps a posted answer until the browser is back with its cookies.
 *
 * @returns the query of the GET that finishes the sign-in
 * @throws AuthError rate_limited, attempt_missing, invalid_request, answer_too_large
 */
export async function keepPostedAnswer(provider: string, form: FormData): Promise<string> {
  await limitVisitor("answer", await currentVisitor(), provider)
  return `?${new URLSearchParams({ answer: await keepAnswer(provider, form) })}`
}
