// The end of an attempt that asked for more access to a linked account. It opens no session and links nothing, so the hooks of
// hooks.ts are not asked; AUTH_ALLOW applies.
import { transaction } from "../../db"
import type { Attempt, Intent } from "../attempt"
import { accountHashOf } from "../cookies/pending-link"
import type { TokenRow } from "../crypto/sealing.mjs"
import type { Visitor } from "../http/visitor"
import type { Tokens } from "../oauth"
import type { Profile } from "../oauth/profile"
import { coversScope } from "../oauth/scopes"
import type { Provider } from "../providers/types"
import { extendAccount, type ExtendedGrant, type ProvenAccount } from "../store/accounts"
import { recordActivity } from "../store/activity"
import { sealExtended } from "../store/sealed-tokens"
import type { Session } from "../store/session-read"
import { requireSession } from "../store/sessions"
import { failedCheck } from "../telemetry/checks"

/**
 * Of a response to a request for more access, which the visitor may have allowed in part.
 *
 * @throws AuthError scope_not_granted unless the response has at least one of the scopes that were asked for
 */
export function requireGranted(provider: Provider, { intent }: Attempt, granted: string | null): void {
  if (intent.type !== "extend" || !intent.wanted) return
  const { wanted } = intent
  const isGranted = wanted.split(" ").some((one) => coversScope(provider, granted, one))
  if (!isGranted)
    throw failedCheck("account", {
      code: "scope_not_granted",
      expected: wanted,
      received: granted || "no scope",
    })
}

/** The tokens of an attempt that asked for further scopes, as they are stored. */
export async function extendedGrant(
  provider: Provider,
  tokens: Tokens,
  { row, sessionId }: { row: TokenRow; sessionId: string },
): Promise<ExtendedGrant> {
  const granted = tokens.scope ?? ""
  return {
    columns: await sealExtended(tokens, row, sessionId),
    isLessThan: (earlier) =>
      coversScope(provider, earlier, granted) && !coversScope(provider, granted, earlier),
  }
}

/**
 * Stores the tokens for the account that the request was for.
 *
 * @param session of the user who sent the request
 * @returns the user's id
 * @throws AuthError session_changed if the session ends meanwhile; account_mismatch where the provider returned another account, or
 *   it is no longer linked
 */
export async function extendAccess(
  account: ProvenAccount & { attempt: Attempt },
  intent: Extract<Intent, { type: "extend" }>,
  { session, visitor }: { session: Session; visitor: Visitor },
): Promise<string> {
  const userId = session.user.id
  const { attempt, provider, issuer, profile } = account
  if (!idsOf(profile).some((id) => accountHashOf(issuer, id) === intent.accountHash))
    throw failedCheck("account", { code: "account_mismatch", userId })
  await transaction(async (tx, run) => {
    await requireSession(tx, session)
    const addressEvent = await extendAccount(tx, userId, account, run)
    await recordActivity(tx, {
      event: "access_extended",
      userId,
      provider,
      ...visitor,
      attempt: attempt.id,
    })
    if (addressEvent) await recordActivity(tx, { event: addressEvent, userId, provider, ...visitor })
  })
  return userId
}

/** The id of today, and the one that an earlier version may have stored. */
function idsOf({ id, formerId }: Profile): string[] {
  return formerId === undefined ? [id] : [id, formerId]
}
