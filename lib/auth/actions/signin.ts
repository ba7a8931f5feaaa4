import { env } from "../../env"
import { keepAttempt, newAttempt } from "../attempt"
import { clientFor } from "../clients"
import { config } from "../config"
import { protocols } from "../protocols"
import { asAuthError } from "../refusal"
import { returnPath } from "../return-path"
import { readWishes, type Wishes } from "../wishes"

/**
 * Starts a sign-in.
 *
 * @param provider the provider's id
 * @param destination where the visitor wants to go; anything but a path of this site is ignored
 * @param wish what is asked of the provider for this sign-in, by name
 * @returns the address at the provider to send the visitor to
 * @throws AuthError unknown_provider, invalid_request, or naming the step that failed
 */
export async function startSignIn(
  provider: string,
  destination: unknown,
  wish: (name: keyof Wishes) => unknown,
): Promise<string> {
  const client = clientFor(provider)
  const returnTo = returnPath(destination, env().origin) ?? config.pages.afterSignIn
  const wishes = readWishes(wish)
  const attempt = newAttempt({
    client: client.fingerprint,
    returnTo,
    ...(wishes.max_age && { maxAge: Number(wishes.max_age) }),
    ...(wishes.acr_values && { acrValues: wishes.acr_values }),
  })
  const flow = { id: attempt.id, provider }
  try {
    const protocol = protocols[client.provider.protocol]
    const { url, mark, keep } = await protocol.begin({ client, attempt, flow }, wishes)
    await keepAttempt({ ...attempt, ...keep }, mark)
    return url.href
  } catch (cause) {
    throw asAuthError(cause, { returnTo, flow: attempt.id })
  }
}
