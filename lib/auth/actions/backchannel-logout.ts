import { transaction } from "../../sql"
import { recordActivity } from "../store/activity"
import { clientFor } from "../clients"
import { AuthError } from "../errors"
import { readLogoutToken } from "../oauth"
import { deleteProviderSessions } from "../store/sessions"

/**
 * Ends what the provider says is over (OpenID Connect Back-Channel Logout 1.0): the session that it opened, or every
 * one of an account. Sent again, a token ends no session that was opened since.
 *
 * @throws AuthError unknown_provider, not_found where the provider speaks no OpenID Connect, invalid_request,
 * logout_token_invalid, provider_unreachable
 */
export async function endProviderSessions(provider: string, form: FormData): Promise<void> {
  const client = clientFor(provider)
  if (client.provider.protocol !== "oidc") throw new AuthError("not_found")
  const [token, ...more] = form.getAll("logout_token")
  if (typeof token !== "string" || more.length > 0)
    throw new AuthError("invalid_request", { cause: "not one logout_token" })
  const loggedOut = await readLogoutToken({ client, flow: { id: "", provider } }, token)
  await transaction(async (tx) => {
    for (const userId of await deleteProviderSessions(tx, { provider, ...loggedOut }))
      await recordActivity(tx, { event: "signed_out_by_provider", userId, provider })
  })
}
