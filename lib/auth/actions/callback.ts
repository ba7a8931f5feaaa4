// A whole sign-in on one screen, from the authorization response to the session.
import { randomUUID } from "node:crypto"
import { db, transaction } from "../../db"
import type { Attempt, Intent } from "../attempt"
import { config } from "../config"
import { requireItsOnlyWay } from "../connection-access"
import { clearAttempt, findAttempt } from "../cookies/attempt"
import { readFinishedAttempt, setFinishedAttempt } from "../cookies/finished-attempt"
import { consumeFormPostResponse } from "../cookies/form-post"
import { setLastProvider } from "../cookies/last-provider"
import { accountHashOf, clearPendingLink, setPendingLink } from "../cookies/pending-link"
import { readAllSessionTokens, setSessionCookie } from "../cookies/session"
import { shortHash } from "../crypto/hash"
import { AuthError } from "../errors"
import { clientFor } from "../find-client"
import type { SignInFacts } from "../hook-types"
import { currentVisitor, type Visitor } from "../http/visitor"
import { protocols } from "../oauth"
import { vouchedProfile } from "../oauth/profile"
import { openForwardedResponse } from "../preview/forwarding"
import { asAuthError } from "../report-error"
import { findOrCreateUser, linkToUser, type ProvenAccount } from "../store/accounts"
import { recordActivity, recordFailedAttempt } from "../store/activity"
import { cleanUpAfterResponse } from "../store/cleanup"
import { limitAttempt } from "../store/rate-limits"
import { sealLogoutHint, sealTokens } from "../store/sealed-tokens"
import type { Session } from "../store/session-read"
import { createSession, requireSession } from "../store/sessions"
import { failedCheck, requireCheck } from "../telemetry/checks"
import { adoptAccountsOf } from "./adopt-accounts"
import { extendAccess, extendedGrant, requireGranted } from "./extend-access"
import { forwardToPreview } from "./forward"
import { provenAt, requireNewAuthentication } from "./reauthentication"
import { readSession } from "./session"
import {
  requireAllowed,
  requireApproval,
  runAfterResponse,
  runInTransaction,
  withApproval,
} from "./sign-in-rules"

/** The account that the provider authenticated, and the attempt that it belongs to. */
type Authenticated = ProvenAccount & {
  attempt: Attempt
  rawProfile: unknown
  /** The provider's id of its own session, where it sent one. */
  providerSid: string | null
  /** When the user proved who they are; null where nothing proves it. */
  authenticatedAt: Date | null
  /** When they did, as the provider signed it. */
  authTime: Date | null
  /** How they did, as the provider signed it. */
  acr: string | null
  /** The session to which the tokens belong. */
  sessionId: string
  logoutHint: string | null
}

/**
 * Finishes an attempt: a sign-in, a link or a re-authentication. The attempt's cookie is cleared before the response is checked.
 * All rows that an attempt changes are written in one transaction together with its id, which is unique, so an attempt can be
 * used only once. If it succeeded before, and its user is still signed in, nothing is done.
 *
 * @returns the path that the visitor wanted to reach, or the callback of the preview deployment that the response belongs to
 * @throws AuthError with the code of the step that failed; once the attempt is known, also with the path to go on to
 */
export async function finishAttempt(providerId: string, query: URLSearchParams): Promise<string> {
  const client = await clientFor(providerId)
  const protocol = protocols[client.provider.protocol]
  const sent = await consumeFormPostResponse(client.provider, query)
  const response = await openForwardedResponse(providerId, sent)
  const previewUrl = await forwardToPreview(providerId, response)
  if (previewUrl) return previewUrl
  const key = protocol.attemptKey(client.provider, response)
  const finished = await destinationOfFinished(key)
  if (finished) return finished
  // Any site can send a visitor's browser to a callback. Without an attempt of this browser nothing is counted.
  const attempt = await findAttempt(key)
  // Checked before the cookie is cleared, so that the attempt is still usable when the limit has passed.
  await limitAttempt(attempt)
  await clearAttempt(key)
  const visitor = await currentVisitor()
  const flow = { id: attempt.id, providerId }
  // Also for failed attempts, whose rows expire.
  cleanUpAfterResponse()
  try {
    requireCheck(flow, "attempt_client", attempt.client === client.fingerprint, { code: "attempt_mismatch" })
    const { tokens, ...result } = await protocol.complete({ client, attempt, flow }, response)
    const profile = vouchedProfile(client, result.profile)
    requireAllowed(profile)
    const { issuer } = result
    const row = { provider: providerId, issuer, providerAccountId: profile.id }
    const account = { provider: providerId, protocol: client.provider.protocol, profile }
    await requireItsOnlyWay({ ...result, ...account, configuredIssuer: client.issuer })
    const authenticatedAt = provenAt(client.provider, attempt.intent, result.authenticatedAt)
    const authTime = result.authenticatedAt
    if (attempt.intent.type === "reauthenticate")
      requireNewAuthentication(attempt, { authenticatedAt, authTime })
    requireGranted(client.provider, attempt, tokens.scope)
    const forSession = async (sessionId: string): Promise<Authenticated> => ({
      ...result,
      ...account,
      tokens: await sealTokens(tokens, row, sessionId),
      extended: attempt.scope ? await extendedGrant(client.provider, tokens, { row, sessionId }) : undefined,
      logoutHint: await sealLogoutHint(result.logoutHint, sessionId),
      configuredIssuer: client.issuer,
      attempt,
      authenticatedAt,
      authTime,
      sessionId,
    })
    await adoptAccountsOf(client)
    const userId = await finish(forSession, attempt.intent, visitor)
    await setFinishedAttempt(key, { userId, returnTo: attempt.returnTo })
    return attempt.returnTo
  } catch (cause) {
    const error = asAuthError(cause, { returnTo: attempt.returnTo, flow: attempt.id })
    const { code, userId } = error
    const failed = { attempt: attempt.id, provider: providerId, error: code, ...visitor }
    await recordFailedAttempt(db, userId ? { ...failed, userId } : failed)
    throw error
  }
}

/** @returns the user's id */
async function finish(
  forSession: (sessionId: string) => Promise<Authenticated>,
  intent: Intent,
  visitor: Visitor,
): Promise<string> {
  if (intent.type === "signIn" || intent.type === "reauthenticate")
    return openSession(await forSession(randomUUID()), intent, visitor)
  const session = await requireUserOf(intent)
  const authenticated = await forSession(session.id)
  const by = { session, visitor }
  return intent.type === "link"
    ? linkAccount(authenticated, intent, by)
    : extendAccess(authenticated, intent, by)
}

/**
 * The session of the user who started an attempt: another user may have signed in since, in this browser.
 *
 * @throws AuthError session_changed
 */
async function requireUserOf({ userHash }: { userHash: string }): Promise<Session> {
  const session = await readSession()
  if (!session || shortHash(session.user.id) !== userHash)
    throw failedCheck("account", { code: "session_changed" })
  return session
}

/** Where an attempt led that already succeeded in this browser, if the same user is still signed in. Reads only. */
async function destinationOfFinished(key: string | null): Promise<string | null> {
  const finished = await readFinishedAttempt(key)
  const session = finished && (await readSession())
  return session && shortHash(session.user.id) === finished.userHash ? finished.returnTo : null
}

/** Opens a session for the account's user, in place of this browser's older one. @returns the user's id */
async function openSession(
  authenticated: Authenticated,
  intent: Extract<Intent, { type: "signIn" | "reauthenticate" }>,
  visitor: Visitor,
): Promise<string> {
  const { attempt, provider, issuer, profile, providerSid } = authenticated
  const { sessionId: id, logoutHint, authenticatedAt, authTime, acr } = authenticated
  const replacedTokens = await readAllSessionTokens()
  const facts = factsOf(authenticated, intent)
  const { token, signIn } = await withApproval(authenticated, facts, (confirm) =>
    transaction(async (tx, run) => {
      const { addressEvent, accountId, ...user } = await findOrCreateUser(tx, authenticated, run)
      confirm(user)
      const { userId } = user
      // A new user is rolled back with the transaction.
      if (intent.type === "reauthenticate" && intent.userHash !== shortHash(userId))
        throw failedCheck("account", { code: "account_mismatch" })
      const proof = { authenticatedAt, authTime, acr }
      const opened = { id, userId, provider, issuer, accountId, providerSid, logoutHint, ...proof }
      const created = await createSession(tx, { ...opened, replacedTokens, ...visitor })
      await recordActivity(tx, { event: "signed_in", userId, provider, ...visitor, attempt: attempt.id })
      if (addressEvent) await recordActivity(tx, { event: addressEvent, userId, provider, ...visitor })
      const completed = { ...facts, ...user }
      await runInTransaction(completed, tx, run)
      return { token: created, signIn: completed }
    }),
  ).catch(async (cause: unknown) => {
    if (!(cause instanceof AuthError) || cause.code !== "account_not_linked") throw cause
    // Nothing was written. The browser remembers the account, and the owner of its address may link it.
    const { code, details, userId } = cause
    if (userId) await setPendingLink(provider, accountHashOf(issuer, profile.id), userId)
    throw new AuthError(code, { details, userId, returnTo: config.pages.accounts })
  })
  await setSessionCookie(token)
  await setLastProvider(provider)
  runAfterResponse(signIn)
  return signIn.userId
}

/** Links the account to the user who started the attempt. @returns the user's id */
async function linkAccount(
  authenticated: Authenticated,
  intent: Extract<Intent, { type: "link" }>,
  { session, visitor }: { session: Session; visitor: Visitor },
): Promise<string> {
  const userId = session.user.id
  const { attempt, provider, issuer, profile } = authenticated
  // Guided linking: only the account that was rejected before may be linked.
  if (intent.accountHash && intent.accountHash !== accountHashOf(issuer, profile.id))
    throw failedCheck("account", { code: "account_mismatch", userId })
  const signIn = { ...factsOf(authenticated, intent), userId, isNew: false }
  await requireApproval(signIn)
  await transaction(async (tx, run) => {
    await requireSession(tx, session)
    const isAnother = intent.isAnother === true
    const addressEvent = await linkToUser(tx, userId, authenticated, { ...run, isAnother })
    await recordActivity(tx, { event: "connected", userId, provider, ...visitor, attempt: attempt.id })
    if (addressEvent) await recordActivity(tx, { event: addressEvent, userId, provider, ...visitor })
    await runInTransaction(signIn, tx, run)
  })
  await clearPendingLink()
  runAfterResponse(signIn)
  return userId
}

/** What the hooks get to know. */
function factsOf(
  { provider, issuer, profile, rawProfile }: Authenticated,
  { type }: { type: SignInFacts["intent"] },
): SignInFacts {
  return { providerId: provider, issuer, intent: type, profile, rawProfile }
}
