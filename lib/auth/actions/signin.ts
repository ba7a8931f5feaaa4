import { env } from "../../env"
import { keepAttempt, newAttempt } from "../attempt"
import { clientFor } from "../clients"
import { config } from "../config"
import { protocols } from "../protocols"
import { asAuthError } from "../refusal"
import { returnPath } from "../return-path"

/**
 * Starts a sign-in.
 *
 * @param provider the provider's id
 * @param destination where the visitor wants to go; anything but a path of this site is ignored
 * @returns the address at the provider to send the visitor to
 * @throws AuthError unknown_provider, or naming the step that failed
 */
export async function startSignIn(provider: string, destination: unknown): Promise<string> {
  const client = clientFor(provider)
  const returnTo = returnPath(destination, env().origin) ?? config.pages.afterSignIn
  const attempt = newAttempt({ client: client.fingerprint, returnTo })
  const flow = { id: attempt.id, provider }
  try {
    const { url, mark, keep } = await protocols[client.provider.protocol].begin({ client, attempt, flow })
    await keepAttempt({ ...attempt, ...keep }, mark)
    return url.href
  } catch (cause) {
    throw asAuthError(cause, { returnTo, flow: attempt.id })
  }
}
