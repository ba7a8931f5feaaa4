// The accounts with which a user can sign in.
import {
  afterResponse,
  AuthError,
  canSignIn,
  currentVisitor,
  readProviderTokens,
  recordActivity,
  revokeProviderTokens,
  type Session,
} from "../auth"
import { db, transaction, type Tx } from "../db"
import type { Account } from "../generated/prisma/client"

const listed = {
  id: true,
  provider: true,
  issuer: true,
  email: true,
  name: true,
  image: true,
  createdAt: true,
  lastUsedAt: true,
  providerAccountId: true,
} as const

export type LinkedAccount = Pick<Account, keyof typeof listed> & {
  /** What tells it apart from the user's other accounts of its provider: its email address, else its name, else its id there. */
  label: string
  /** False if the provider is not enabled, or another issuer is configured for it. */
  isUsable: boolean
}

/** The oldest first. */
export async function linkedAccounts({ user }: Session): Promise<LinkedAccount[]> {
  const rows = await db.account.findMany({
    where: { userId: user.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: listed,
  })
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      label: row.email ?? row.name ?? row.providerAccountId,
      isUsable: await canSignIn(row),
    })),
  )
}

/**
 * Unlinks an account from the signed-in user, ends the sessions that it opened in other browsers, and revokes its tokens. Sessions
 * of older versions do not name their account: those of its provider end.
 *
 * @throws AuthError not_found when it is another user's, last_account when they could not sign in without it
 */
export async function unlinkAccount(session: Session, id: string): Promise<void> {
  const userId = session.user.id
  const visitor = await currentVisitor()
  const tokens = await readProviderTokens(id)
  await transaction(async (tx) => {
    const provider = await requireAnotherAccount(tx, userId, id)
    await tx.account.delete({ where: { id }, select: { id: true } })
    const opened = { OR: [{ accountId: id }, { accountId: null, provider }] }
    await tx.session.deleteMany({ where: { userId, id: { not: session.id }, ...opened } })
    await recordActivity(tx, { event: "disconnected", userId, provider, ...visitor })
  })
  if (tokens) await afterResponse(() => revokeProviderTokens(tokens))
}

/** @returns the provider of an account that is not the last one which can sign in */
async function requireAnotherAccount(tx: Tx, userId: string, id: string): Promise<string> {
  // Two parallel requests take turns, so that the second one sees the first one's deletion. No model call locks a row.
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  const select = { id: true, provider: true, issuer: true } as const
  const accounts = await tx.account.findMany({ where: { userId }, select })
  const account = accounts.find((one) => one.id === id)
  if (!account) throw new AuthError("not_found")
  const isUsable = await Promise.all(accounts.map(canSignIn))
  const others = accounts.filter((other, index) => other !== account && isUsable[index])
  if (others.length === 0) throw new AuthError("last_account")
  return account.provider
}
