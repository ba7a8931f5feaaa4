// A whole sign-in, from the authorization response to the session.
import { db, transaction } from "../../db"
import type { Attempt, Intent } from "../attempt"
import { clientFor } from "../clients"
import { config } from "../config"
import { consumeAttempt } from "../cookies/attempt"
import { consumeFormPostResponse } from "../cookies/form-post"
import { setLastProvider } from "../cookies/last-provider"
import { clearPendingLink, setPendingLink } from "../cookies/pending-link"
import { readSessionToken, setSessionCookie } from "../cookies/session"
import { shortHash } from "../crypto/hash"
import { AuthError } from "../errors"
import { currentVisitor, type Visitor } from "../http/visitor"
import { protocols } from "../oauth"
import { openForwardedResponse, previewCallbackUrl } from "../preview/forwarding"
import { asAuthError } from "../report-error"
import { findOrCreateUser, linkToUser, type ProvenAccount } from "../store/accounts"
import { recordActivity, recordFailedAttempt } from "../store/activity"
import { cleanUpAfterResponse } from "../store/cleanup"
import { limitVisitor } from "../store/rate-limits"
import { sealTokens } from "../store/sealed-tokens"
import { findSession } from "../store/session-read"
import { createSession, markAuthenticated } from "../store/sessions"
import { requireCheck } from "../telemetry/checks"

/** An account that the provider has authenticated in this attempt. */
type Authenticated = ProvenAccount & { attempt: Attempt; providerSid: string | null; authenticatedAt: Date }

/**
 * Finishes a sign-in. The attempt's cookie is cleared before the response is checked. All changes of an attempt are written in
 * one transaction together with its id, which is unique, so an attempt can be used once.
 *
 * @returns the path of this site that the visitor wanted to reach, or the preview deployment that the response belongs to
 * @throws AuthError with the code of the step that failed, and the same path
 */
export async function finishSignIn(providerId: string, query: URLSearchParams): Promise<string> {
  const client = clientFor(providerId)
  const protocol = protocols[client.provider.protocol]
  const visitor = await currentVisitor()
  // The limit is checked before any cookie is cleared, so that the same callback works a minute later.
  await limitVisitor("callback", visitor, providerId)
  const response = await openForwardedResponse(
    providerId,
    await consumeFormPostResponse(client.provider, query),
  )
  const previewUrl = await previewCallbackUrl(providerId, response)
  if (previewUrl) return previewUrl
  const attempt = await consumeAttempt(protocol.attemptKey(client.provider, response))
  const flow = { id: attempt.id, providerId }
  try {
    requireCheck(flow, "attempt_client", attempt.client === client.fingerprint, { code: "attempt_mismatch" })
    const { tokens, ...account } = await protocol.complete({ client, attempt, flow }, response)
    const sealed = await sealTokens(tokens, `${providerId}:${account.profile.id}`)
    const { protocol: type } = client.provider
    const authenticated = { ...account, attempt, provider: providerId, protocol: type, tokens: sealed }
    cleanUpAfterResponse()
    if (attempt.intent.type === "link") await linkAccount(authenticated, attempt.intent, visitor)
    else await openSession(authenticated, attempt.intent, visitor)
    return attempt.returnTo
  } catch (cause) {
    const error = asAuthError(cause, { returnTo: attempt.returnTo, flow: attempt.id })
    const { code, userId } = error
    await recordFailedAttempt(db, {
      attempt: attempt.id,
      provider: providerId,
      ...visitor,
      error: code,
      ...(userId && { userId }),
    })
    throw error
  }
}

/** Opens a session for the account's user. A re-authentication must return the user who was signed in before. */
async function openSession(
  authenticated: Authenticated,
  intent: Exclude<Intent, { type: "link" }>,
  visitor: Visitor,
): Promise<void> {
  const { attempt, provider, profile, providerSid, authenticatedAt } = authenticated
  const replacedToken = await readSessionToken()
  const token = await transaction(async (tx, run) => {
    const { userId } = await findOrCreateUser(tx, authenticated, run)
    if (intent.type === "reauthenticate" && intent.userHash !== shortHash(userId))
      throw new AuthError("account_mismatch", { details: { check: "account" } })
    const session = { userId, provider, providerSid, authenticatedAt, replacedToken, ...visitor }
    const created = await createSession(tx, session)
    await recordActivity(tx, { event: "signed_in", userId, provider, ...visitor, attempt: attempt.id })
    return created
  }).catch(async (cause: unknown) => {
    if (!(cause instanceof AuthError) || cause.code !== "account_not_linked") throw cause
    await setPendingLink(provider, profile.id)
    const { code, details, userId } = cause
    throw new AuthError(code, { details, userId, returnTo: config.pages.accounts })
  })
  await setSessionCookie(token)
  await setLastProvider(provider)
}

/** Links the account to the user who started the attempt, if they are still signed in. */
async function linkAccount(
  authenticated: Authenticated,
  intent: Extract<Intent, { type: "link" }>,
  visitor: Visitor,
): Promise<void> {
  const { attempt, provider, profile } = authenticated
  const session = await findSession(await readSessionToken())
  if (!session || shortHash(session.user.id) !== intent.userHash)
    throw new AuthError("session_changed", { details: { check: "account" } })
  const userId = session.user.id
  if (intent.accountHash && intent.accountHash !== shortHash(profile.id))
    throw new AuthError("account_mismatch", { userId, details: { check: "account" } })
  await transaction(async (tx) => {
    await markAuthenticated(tx, session)
    await linkToUser(tx, userId, authenticated)
    await recordActivity(tx, { event: "connected", userId, provider, ...visitor, attempt: attempt.id })
  })
  await clearPendingLink()
}
