import { transaction } from "../../db"
import { clientFor } from "../clients"
import { AuthError } from "../errors"
import { checkLogoutToken } from "../oauth"
import { recordActivity } from "../store/activity"
import { deleteProviderSessions } from "../store/sessions"

/**
 * Ends sessions on request of their provider (OpenID Connect Back-Channel Logout 1.0): the one with its session id, or all of
 * one account. A token that is sent again ends no session that was opened since.
 *
 * @throws AuthError unknown_provider, not_found where the provider does not use OpenID Connect, invalid_request,
 * logout_token_invalid, provider_unreachable
 */
export async function backchannelLogout(providerId: string, form: FormData): Promise<void> {
  const client = clientFor(providerId)
  if (client.provider.protocol !== "oidc") throw new AuthError("not_found")
  const [token, ...more] = form.getAll("logout_token")
  if (typeof token !== "string" || more.length > 0)
    throw new AuthError("invalid_request", { details: { expected: "one logout_token" } })
  const subject = await checkLogoutToken({ client, flow: { id: "", providerId } }, token)
  await transaction(async (tx) => {
    for (const userId of await deleteProviderSessions(tx, { provider: providerId, ...subject }))
      await recordActivity(tx, { event: "signed_out_by_provider", userId, provider: providerId })
  })
}
