import { env } from "../../env"
import { stateForProvider } from "../preview/forwarding"
import { type Bound, setAttemptCookie, newAttempt } from "../cookies/attempt"
import { type Client, clientFor } from "../clients"
import { config } from "../config"
import { AuthError } from "../errors"
import { limitVisitorRate } from "../store/rate-limits"
import { digest } from "../crypto/digest"
import { readPendingLink } from "../cookies/pending-link"
import { protocols } from "../oauth"
import { asAuthError } from "../report-error"
import { returnPath } from "../http/return-path"
import { findSession } from "../store/sessions"
import { currentVisitor } from "../http/visitor"
import { readAuthorizationParams, type AuthorizationParams } from "../oauth/authorization-params"

export type SignIn = {
  /** The provider's id. */
  provider: string
  /** Where the visitor wants to go; anything but a path of this site is ignored. */
  destination: unknown
  /** What is asked of the provider for this sign-in, by name. */
  wish: (name: keyof AuthorizationParams) => unknown
  /** Where somebody is signed in: `connect` an account to them, or `confirm` that it is still them. */
  to?: Bound["to"] | undefined
}

/**
 * Starts a sign-in.
 *
 * @returns the address at the provider to send the visitor to
 * @throws AuthError unknown_provider, invalid_request, rate_limited, session_changed, or naming the step that failed
 */
export async function startSignIn({ provider, destination, wish, to }: SignIn): Promise<string> {
  const client = clientFor(provider)
  const returnTo = returnPath(destination, env().origin) ?? config.pages.afterSignIn
  const params = { ...readAuthorizationParams(wish), ...(to === "confirm" && proofOf(client)) }
  const bound = to && (await boundTo(to, provider))
  const attempt = newAttempt({
    client: client.fingerprint,
    returnTo,
    ...(params.max_age && { maxAge: Number(params.max_age) }),
    ...(params.acr_values && { acrValues: params.acr_values }),
    ...(bound && { bound }),
  })
  const flow = { id: attempt.id, provider }
  try {
    await limitVisitorRate("signin", await currentVisitor(), provider)
    const protocol = protocols[client.provider.protocol]
    const sent = { ...attempt, state: await stateForProvider(attempt.state) }
    const { url, keep, mark = attempt.state } = await protocol.begin({ client, attempt: sent, flow }, params)
    await setAttemptCookie({ ...attempt, ...keep }, mark)
    return url.href
  } catch (cause) {
    throw asAuthError(cause, { returnTo, flow: attempt.id })
  }
}

/** OpenID Connect can ask for a new proof, and check that it was given; elsewhere the visitor just signs in again. */
function proofOf({ provider }: Client) {
  return provider.protocol === "oidc" && { prompt: "login", max_age: String(config.recentMinutes * 60) }
}

async function boundTo(to: Bound["to"], provider: string): Promise<Bound> {
  const session = await findSession()
  if (!session) throw new AuthError("session_changed")
  const pending = to === "connect" ? await readPendingLink() : null
  const account = pending?.provider === provider ? pending.account : undefined
  return { to, user: digest(session.user.id), ...(account && { account }) }
}
