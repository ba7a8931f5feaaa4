// A whole sign-in, from the provider's answer to the session.
import { transaction } from "../../sql"
import { previewCallbackUrl, openForwardedResponse } from "../preview/forwarding"
import { cleanUpAfterResponse } from "../store/cleanup"
import { linkToUser, type ProvenAccount, findOrCreateUser } from "../store/accounts"
import { recordActivity, recordFailedAttempt } from "../store/activity"
import { type Attempt, type Bound, consumeAttempt } from "../cookies/attempt"
import { clientFor } from "../clients"
import { config } from "../config"
import { AuthError } from "../errors"
import { setLastProvider } from "../cookies/last-provider"
import { limitVisitorRate } from "../store/rate-limits"
import { digest } from "../crypto/digest"
import { clearPendingLink, setPendingLink } from "../cookies/pending-link"
import { consumeFormPostResponse } from "../cookies/form-post"
import { protocols } from "../oauth"
import { asAuthError } from "../report-error"
import { findSession, setSessionCookie, createSession, markAuthenticated } from "../store/sessions"
import { sealTokens } from "../store/sealed-tokens"
import { currentVisitor, type Visitor } from "../http/visitor"

/** A person, as the provider proved them. */
type Proven = ProvenAccount & { attempt: Attempt; providerSid: string | null; authenticatedAt: Date }

/**
 * Finishes a sign-in. The attempt's cookie goes before anything of the answer is believed, and what the attempt
 * caused is written in one transaction with the attempt's id, so it acts once.
 *
 * @returns the path of this site that the visitor wanted to reach, or the preview that the answer belongs to
 * @throws AuthError naming the step that failed, and the same path
 */
export async function finishSignIn(provider: string, parameters: URLSearchParams): Promise<string> {
  const client = clientFor(provider)
  const { protocol } = client.provider
  const visitor = await currentVisitor()
  // Before any cookie goes, so that the same callback works a minute later.
  await limitVisitorRate("callback", visitor, provider)
  const answer = await openForwardedResponse(
    provider,
    await consumeFormPostResponse(client.provider, parameters),
  )
  const elsewhere = await previewCallbackUrl(provider, answer)
  if (elsewhere) return elsewhere
  const attempt = await consumeAttempt(protocols[protocol].mark(client.provider, answer))
  try {
    if (attempt.client !== client.fingerprint) throw new AuthError("attempt_mismatch")
    const ctx = { client, attempt, flow: { id: attempt.id, provider } }
    const { tokens, ...person } = await protocols[protocol].complete(ctx, answer)
    const sealed = await sealTokens(tokens, `${provider}:${person.profile.id}`)
    const proven = { ...person, attempt, provider, protocol, tokens: sealed }
    cleanUpAfterResponse()
    await (attempt.bound?.to === "connect" ? connect(proven, attempt.bound, visitor) : enter(proven, visitor))
    return attempt.returnTo
  } catch (cause) {
    const refusal = asAuthError(cause, { returnTo: attempt.returnTo, flow: attempt.id })
    const { code: error, userId } = refusal
    await recordFailedAttempt({ attempt: attempt.id, provider, ...visitor, error, ...(userId && { userId }) })
    throw refusal
  }
}

/** Opens a session for the user of the account, whom a confirmation names beforehand. */
async function enter(proven: Proven, visitor: Visitor): Promise<void> {
  const { attempt, provider, profile, providerSid, authenticatedAt } = proven
  const token = await transaction(async (tx) => {
    const userId = await findOrCreateUser(tx, proven)
    if (attempt.bound && attempt.bound.user !== digest(userId)) throw new AuthError("account_mismatch")
    const opened = await createSession(tx, { userId, provider, providerSid, authenticatedAt, ...visitor })
    await recordActivity(tx, { event: "signed_in", userId, provider, ...visitor, attempt: attempt.id })
    return opened
  }).catch(async (cause: unknown) => {
    if (!(cause instanceof AuthError) || cause.code !== "account_not_linked") throw cause
    await setPendingLink(provider, profile.id)
    throw new AuthError(cause.code, { returnTo: config.pages.accounts, userId: cause.userId })
  })
  await setSessionCookie(token)
  await setLastProvider(provider)
}

/** Connects the account to the user who asked for it, if they still are signed in. */
async function connect(proven: Proven, bound: Bound, visitor: Visitor): Promise<void> {
  const { attempt, provider, profile } = proven
  const session = await findSession()
  if (!session || digest(session.user.id) !== bound.user) throw new AuthError("session_changed")
  const userId = session.user.id
  if (bound.account && bound.account !== digest(profile.id))
    throw new AuthError("account_mismatch", { userId })
  await transaction(async (tx) => {
    await markAuthenticated(tx, session)
    await linkToUser(tx, userId, proven)
    await recordActivity(tx, { event: "connected", userId, provider, ...visitor, attempt: attempt.id })
  })
  await clearPendingLink()
}
