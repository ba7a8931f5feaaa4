// Leaving for good.
import { transaction } from "../db"
import { recordActivity, type Session } from "../auth"

/**
 * Deletes the signed-in user with accounts, tokens and sessions, all at once. What happened stays, without browser or address.
 */
export async function deleteUser({ user, provider }: Session): Promise<void> {
  await transaction(async (tx) => {
    await tx.user.delete({ where: { id: user.id } })
    await tx.activity.updateMany({
      where: { userId: user.id },
      data: { userAgent: null, address: null },
    })
    await recordActivity(tx, { event: "deleted", userId: user.id, provider })
  })
}
