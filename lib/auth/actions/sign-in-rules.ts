// Who may sign in, and what an owner adds to a sign-in: AUTH_ALLOW and hooks.ts.
import type { Run, Tx } from "../../db"
import { env } from "../../env"
import { AuthError } from "../errors"
import type { CompletedSignIn, SignInFacts, SignInRequest } from "../hook-types"
import { hooks } from "../hooks"
import type { Profile } from "../oauth/profile"
import { runHook, runHookAfterResponse } from "../run-hook"
import { findAccountUser, type AccountKey } from "../store/accounts"
import { failedCheck } from "../telemetry/checks"

/**
 * Applies AUTH_ALLOW, also to linking: an account that may not sign in could become a user's only one.
 *
 * @throws AuthError not_allowed unless the list has the address, and the provider verified it
 */
export function requireAllowed({ email, emailVerified }: Profile): void {
  const { allowed } = env()
  if (!allowed) return
  if (email !== null && emailVerified && allowed.has(email)) return
  const received = email === null ? "no address" : emailVerified ? "another address" : "an unverified address"
  throw failedCheck("account", {
    code: "not_allowed",
    expected: "a verified address that AUTH_ALLOW has",
    received,
  })
}

/**
 * Asks beforeSignIn.
 *
 * @throws AuthError sign_in_rejected with the hook's message, hook_failed, hook_timeout
 */
export async function requireApproval(request: SignInRequest): Promise<void> {
  const { beforeSignIn } = hooks
  if (!beforeSignIn) return
  const answer: unknown = await runHook({ name: "beforeSignIn", seconds: 10 }, () => beforeSignIn(request))
  if (answer === undefined) return
  const { userId } = request
  const message = messageIn(answer)
  // Code without types may return false or null. Neither allows a sign-in.
  if (message === undefined)
    throw new AuthError("hook_failed", {
      userId,
      cause: "beforeSignIn returned neither undefined nor reject()",
    })
  throw new AuthError("sign_in_rejected", {
    userId,
    visitorMessage: message || undefined,
    details: { check: "account" },
  })
}

function messageIn(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("rejection" in answer)) return undefined
  return typeof answer.rejection === "string" ? answer.rejection : undefined
}

/** The account's user, or that the user is new, as the transaction found it. */
type Found = Pick<CompletedSignIn, "userId" | "isNew">

/** How often beforeSignIn is asked for one sign-in, at most. */
const maxRounds = 3

/**
 * Asks beforeSignIn and then runs the transaction of a sign-in. The hook decides before the transaction, which must not wait for
 * it. A parallel sign-in may create the account meanwhile: the transaction then rolls back, and the hook is asked again.
 *
 * @param work must call `confirm` with what it found, in the transaction
 */
export async function withApproval<T>(
  account: AccountKey,
  facts: SignInFacts,
  work: (confirm: (found: Found) => void) => Promise<T>,
): Promise<T> {
  if (!hooks.beforeSignIn) return work(() => {})
  for (let round = 1; ; round++) {
    const userId = await findAccountUser(account, facts.profile)
    const isNew = userId === undefined && facts.intent === "signIn"
    await requireApproval({ ...facts, isNew, ...(userId !== undefined && { userId }) })
    const changed = new Error("the account changed during beforeSignIn")
    try {
      return await work((found) => {
        if ((found.isNew ? undefined : found.userId) !== userId) throw changed
      })
    } catch (error) {
      if (error !== changed || round === maxRounds) throw error
    }
  }
}

/**
 * Runs afterSignIn.inTransaction. An error after which the transaction runs again is thrown as it is.
 *
 * @throws AuthError hook_failed, also where the hook caught the error of a statement; hook_timeout
 */
export async function runInTransaction(
  signIn: CompletedSignIn,
  tx: Tx,
  { canRunAgain }: Pick<Run, "canRunAgain">,
): Promise<void> {
  const hook = hooks.afterSignIn?.inTransaction
  if (!hook) return
  const run = async () => {
    await hook(signIn, tx)
    // Fails if an earlier statement did: COMMIT would then roll everything back without an error.
    await tx.$executeRaw`SELECT 1`
  }
  await runHook({ name: "afterSignIn.inTransaction", seconds: 5 }, run).catch((error: unknown) => {
    const cause = thrownByHook(error)
    throw canRunAgain(cause) ? cause : error
  })
}

/** What the hook itself threw: `runHook` adds an error with its name. */
function thrownByHook(error: unknown): unknown {
  return error instanceof AuthError && error.cause instanceof Error ? error.cause.cause : undefined
}

/** Runs afterSignIn.afterResponse. */
export function runAfterResponse(signIn: CompletedSignIn): void {
  const hook = hooks.afterSignIn?.afterResponse
  if (!hook) return
  const { providerId } = signIn
  runHookAfterResponse({ name: "afterSignIn.afterResponse", seconds: 30, providerId }, async () =>
    hook(signIn),
  )
}
