import { isIssuerOf } from "../clients"
import { findClient } from "../find-client"
import { revokeTokens, type RevocableToken } from "../oauth"
import { reportError } from "../report-error"
import type { StoredTokens } from "../store/provider-tokens"
import { openBoundToken, openExtended } from "../store/sealed-tokens"

/**
 * Revokes an account's tokens at its provider, best effort (RFC 7009). Call it in `afterResponse()`, once the database has changed.
 * Never throws; a failure is reported.
 *
 * @returns whether the provider revoked them
 */
export async function revokeTokensOf(account: StoredTokens): Promise<boolean> {
  const { provider: providerId, row } = account
  try {
    const client = await findClient(providerId)
    if (!client || !isIssuerOf(client, row.issuer)) return false
    const tokens: RevocableToken[] = []
    for (const hint of ["refresh_token", "access_token"] as const) {
      const opened = await openBoundToken(account, hint, row)
      if (opened) tokens.push({ hint, ...opened })
    }
    const extended = await openExtended(account, row)
    if (extended?.refreshToken)
      tokens.push({ hint: "refresh_token", token: extended.refreshToken, dpopKey: extended.dpopKey })
    if (extended)
      tokens.push({ hint: "access_token", token: extended.accessToken, dpopKey: extended.dpopKey })
    if (tokens.length === 0) return false
    return await revokeTokens({ client, flow: { id: "", providerId } }, tokens, row.providerAccountId)
  } catch (cause) {
    reportError(cause, providerId)
    return false
  }
}
