// Name and picture of a user. The email address comes from providers only.
import { AuthError, currentVisitor, recordActivity, type Session } from "../auth"
import { db, transaction } from "../db"

/**
 * Changes name and picture.
 *
 * @param name up to 100 characters without control characters; empty for none
 * @param picture the id of the linked account whose picture to use, `current` for the current picture, or empty for none
 * @throws AuthError invalid_request, or not_found if the account is another user's
 */
export async function changeProfile(session: Session, name: string, picture: string): Promise<void> {
  const trimmed = name.trim().normalize("NFC")
  if (!/^\P{C}{0,100}$/u.test(trimmed))
    throw new AuthError("invalid_request", { cause: "the name is too long or has control characters" })
  const { image } = picture === "current" ? session.user : await pictureOf(session, picture)
  await update(session, { name: trimmed || null, image })
}

/**
 * Copies name and picture from a linked account, as the provider sent them at the last sign-in.
 *
 * @param account the id of the linked account
 * @throws AuthError not_found if the account is another user's
 */
export async function followAccount(session: Session, account: string): Promise<void> {
  const { name, image } = await accountOf(session, account)
  await update(session, { name, image })
}

async function pictureOf(session: Session, account: string): Promise<{ image: string | null }> {
  return account ? accountOf(session, account) : { image: null }
}

async function accountOf({ user }: Session, id: string) {
  const select = { name: true, image: true } as const
  const account = await db.account.findFirst({ where: { id, userId: user.id }, select })
  if (!account) throw new AuthError("not_found")
  return account
}

async function update(
  { user, provider }: Session,
  { name, image }: { name: string | null; image: string | null },
): Promise<void> {
  const visitor = await currentVisitor()
  await transaction(async (tx) => {
    const { count } = await tx.user.updateMany({ where: { id: user.id }, data: { name, image } })
    if (count === 0) throw new AuthError("session_changed")
    await recordActivity(tx, { event: "profile_changed", userId: user.id, provider, ...visitor })
  })
}
