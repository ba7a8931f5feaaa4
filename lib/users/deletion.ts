// Leaving for good.
import { after } from "next/server.js"
import { AuthError, recordActivity, type Session } from "../auth"
import { transaction } from "../sql"
import { findProviderTokens } from "../auth/store/provider-tokens"
import { revokeAccount } from "../auth/actions/revoke-tokens"
import { linkedAccounts } from "./accounts"

/**
 * Deletes the signed-in user with accounts, tokens and sessions, all at once, and gives the tokens back to their providers. What
 * happened stays, without browser or address.
 *
 * @throws AuthError session_changed when they were deleted meanwhile
 */
export async function deleteUser(session: Session): Promise<void> {
  const { user, provider } = session
  const accounts = await linkedAccounts(session)
  const kept = await Promise.all(accounts.map(({ id }) => findProviderTokens({ id })))
  await transaction(async (tx) => {
    const [gone] = await tx`DELETE FROM "User" WHERE "id" = ${user.id} RETURNING "id"`
    if (!gone) throw new AuthError("session_changed")
    await tx`UPDATE "Activity" SET "userAgent" = NULL, "address" = NULL WHERE "userId" = ${user.id}`
    await recordActivity(tx, { event: "deleted", userId: user.id, provider })
  })
  for (const tokens of kept) if (tokens) after(() => revokeAccount(tokens))
}
