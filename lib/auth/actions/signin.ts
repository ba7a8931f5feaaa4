import { env } from "../../env"
import { startAttempt } from "../attempt"
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
 * @throws AuthError unknown_provider, provider_unreachable, provider_misconfigured
 */
export async function startSignIn(provider: string, destination: unknown): Promise<string> {
  const client = clientFor(provider)
  const returnTo = returnPath(destination, env().origin) ?? config.pages.afterSignIn
  const attempt = await startAttempt({ provider, client: client.fingerprint, returnTo })
  const flow = { id: attempt.id, provider }
  try {
    return (await protocols[client.provider.protocol].begin({ client, attempt, flow })).href
  } catch (cause) {
    throw asAuthError(cause, { returnTo, flow: attempt.id })
  }
}
