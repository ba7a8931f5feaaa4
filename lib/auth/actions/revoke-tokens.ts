import { clients } from "../clients"
import type { StoredTokens } from "../store/provider-tokens"
import { type Revocable, revokeTokens } from "../oauth"
import { reportError } from "../report-error"
import { openToken } from "../store/sealed-tokens"

/**
 * Gives an account's tokens back to its provider, best effort (RFC 7009): call it in `after()`, once the account's
 * row says what it should. Never throws; what fails is reported.
 *
 * @returns whether the provider took them back
 */
export async function revokeAccount(account: StoredTokens): Promise<boolean> {
  const { provider, row } = account
  try {
    const client = clients().find((enabled) => enabled.provider.id === provider)
    if (!client) return false
    const tokens: Revocable[] = []
    for (const hint of ["refresh_token", "access_token"] as const) {
      const token = await openToken(account, hint, row)
      if (typeof token === "string") tokens.push([hint, token])
    }
    return await revokeTokens({ client, flow: { id: "", provider } }, tokens)
  } catch (cause) {
    reportError(cause, provider)
    return false
  }
}
