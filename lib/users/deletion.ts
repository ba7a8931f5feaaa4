// Deletion of a user.
import {
  afterResponse,
  AuthError,
  readProviderTokens,
  recordActivity,
  revokeProviderTokens,
  type Session,
} from "../auth"
import { transaction } from "../db"
import { linkedAccounts } from "./accounts"
import { lockAdministrators, requireOtherThan } from "./admin"

/**
 * Deletes the signed-in user with accounts, tokens and sessions in one transaction, and revokes the tokens. Activity stays,
 * without browser and client IP. The last administrator stays.
 *
 * @throws AuthError last_administrator, session_changed if the user was deleted in the meantime
 */
export async function deleteUser(session: Session): Promise<void> {
  const { user, provider } = session
  const accounts = await linkedAccounts(session)
  const tokens = await Promise.all(accounts.map(({ id }) => readProviderTokens(id)))
  await transaction(async (tx) => {
    requireOtherThan(user.id, await lockAdministrators(tx))
    const { count } = await tx.user.deleteMany({ where: { id: user.id } })
    if (count === 0) throw new AuthError("session_changed")
    await tx.activity.updateMany({ where: { userId: user.id }, data: { userAgent: null, address: null } })
    await recordActivity(tx, { event: "deleted", userId: user.id, provider })
  })
  for (const stored of tokens) if (stored) await afterResponse(() => revokeProviderTokens(stored))
}
