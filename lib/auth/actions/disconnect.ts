import { transaction } from "../../db"
import { disconnectAccount } from "../accounts"
import { recordActivity } from "../activity"
import { clients } from "../clients"
import { closeSessionsOf, type Session } from "../sessions"

/**
 * Disconnects an account from the signed-in user, and ends what sessions it opened elsewhere.
 *
 * @param id the account's
 * @throws AuthError not_found when it is not theirs, last_account
 */
export async function disconnectFrom(session: Session, id: string): Promise<void> {
  const userId = session.user.id
  const usable = clients().map(({ provider }) => provider.id)
  await transaction(async (tx) => {
    const { provider } = await disconnectAccount(tx, { id, userId, usable })
    await closeSessionsOf(tx, provider, session)
    await recordActivity(tx, { event: "disconnected", userId, provider, userAgent: session.userAgent })
  })
}
