import { transaction } from "../../db"
import { sha256 } from "../crypto/hash"
import { AuthError } from "../errors"
import { clientFor } from "../find-client"
import { currentVisitor } from "../http/visitor"
import { checkLogoutToken, requireAlgorithmOf, signedToken, type LogoutSubject } from "../oauth"
import type { AccountKey } from "../store/accounts"
import { recordActivity } from "../store/activity"
import { findIdTokens } from "../store/provider-tokens"
import { limitFailures } from "../store/rate-limits"
import { openToken } from "../store/sealed-tokens"
import { deleteProviderSessions } from "../store/sessions"
import { adoptAccountsOf } from "./adopt-accounts"

/**
 * Ends sessions at the provider's request (OpenID Connect Back-Channel Logout 1.0): the session with the provider's session id,
 * or all sessions of one account. A replayed token does not end sessions that were opened after it was issued, and the same token ends
 * sessions once.
 *
 * @throws AuthError unknown_provider, not_found if the provider does not use OpenID Connect, invalid_request,
 * logout_token_invalid, rate_limited, provider_unreachable
 */
export async function backchannelLogout(providerId: string, form: FormData): Promise<void> {
  const client = await clientFor(providerId)
  const { provider } = client
  if (provider.protocol !== "oidc") throw new AuthError("not_found")
  const [received, ...others] = form.getAll("logout_token")
  if (typeof received !== "string" || others.length > 0)
    throw new AuthError("invalid_request", { details: { expected: "one logout_token" } })
  const { subject, signed } = await limitFailures("logout", await currentVisitor(), async () => {
    const ctx = { client, flow: { id: "", providerId } }
    // Encrypted as ID tokens are, with the same keys (section 2.6).
    const token = await signedToken(ctx, received, "logout_token_invalid")
    const found = await checkLogoutToken(ctx, token)
    await adoptAccountsOf(client)
    const account = { provider: providerId, configuredIssuer: client.issuer, ...found }
    if (!provider.idTokenAlg) requireAlgorithmOf(await idTokensOf(account), token)
    // Without the signature, of which ECDSA has two for one text.
    return { subject: account, signed: token.slice(0, token.lastIndexOf(".")) }
  })
  await transaction(async (tx) => {
    const [first, ...rest] = await deleteProviderSessions(tx, subject)
    const ended = { event: "signed_out_by_provider", provider: providerId } as const
    // Its time has whole seconds, so a replayed token could end a session that was opened within the same second.
    if (first !== undefined) await recordActivity(tx, { ...ended, userId: first, attempt: sha256(signed) })
    for (const userId of rest) await recordActivity(tx, { ...ended, userId })
  }).catch((error: unknown) => {
    if (!(error instanceof AuthError && error.code === "attempt_used")) throw error
  })
}

/** The stored ID tokens that tell by which algorithm the issuer signs for this client. */
async function idTokensOf(subject: LogoutSubject & AccountKey): Promise<string[]> {
  const stored = await findIdTokens(subject)
  const idTokens = await Promise.all(stored.map((account) => openToken(account, "id_token", account.row)))
  return idTokens.filter((idToken) => typeof idToken === "string")
}
