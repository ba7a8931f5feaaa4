// The linked accounts of a user.
import { after } from "next/server.js"
import {
  AuthError,
  currentVisitor,
  providers,
  readProviderTokens,
  recordActivity,
  revokeProviderTokens,
  type Session,
} from "../auth"
import { db } from "../db"
import type { Account } from "../generated/prisma/client"
import { transaction, type Sql } from "../sql"

const listed = {
  id: true,
  provider: true,
  email: true,
  name: true,
  image: true,
  createdAt: true,
  lastUsedAt: true,
} as const

export type LinkedAccount = Pick<Account, keyof typeof listed>

/** The user's accounts, the oldest first. */
export async function linkedAccounts({ user }: Session): Promise<LinkedAccount[]> {
  return db.account.findMany({
    where: { userId: user.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: listed,
  })
}

/**
 * Unlinks an account from the signed-in user, ends the sessions that its provider opened in other browsers, and revokes the
 * account's tokens.
 *
 * @throws AuthError not_found if it is another user's account, last_account if the user could not sign in without it
 */
export async function unlinkAccount(session: Session, id: string): Promise<void> {
  const userId = session.user.id
  const visitor = await currentVisitor()
  const tokens = await readProviderTokens(id)
  await transaction(async (tx) => {
    const provider = await requireOtherAccount(tx, userId, id)
    await tx`DELETE FROM "Account" WHERE "id" = ${id}`
    await tx`DELETE FROM "Session" WHERE "userId" = ${userId} AND "provider" = ${provider} AND "id" <> ${session.id}`
    await recordActivity(tx, { event: "disconnected", userId, provider, ...visitor })
  })
  if (tokens) after(() => revokeProviderTokens(tokens))
}

/** @returns the provider of the account, if the user can still sign in with another one */
async function requireOtherAccount(tx: Sql, userId: string, id: string): Promise<string> {
  // The lock makes parallel requests wait, so that the second one sees the first one's deletion.
  await tx`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  const accounts = await tx<Pick<Account, "id" | "provider">>`
    SELECT "id", "provider" FROM "Account" WHERE "userId" = ${userId}`
  const account = accounts.find((candidate) => candidate.id === id)
  if (!account) throw new AuthError("not_found")
  const enabled = providers().map((provider) => provider.id)
  const others = accounts.filter((other) => other !== account && enabled.includes(other.provider))
  if (others.length === 0) throw new AuthError("last_account")
  return account.provider
}
