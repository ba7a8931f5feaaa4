// Which account is whose? Finds, creates, connects and disconnects, always inside the caller's transaction.
import { randomUUID } from "node:crypto"
import { db, type Transaction } from "../db"
import type { Account } from "../generated/prisma/client"
import { AuthError } from "./errors"
import type { Profile } from "./profile"
import type { TokenColumns } from "./tokens"

export type ConnectedAccount = Pick<Account, "id" | "provider" | "email" | "createdAt" | "lastUsedAt">

/** A user's accounts, the oldest first. */
export async function accountsOf(userId: string): Promise<ConnectedAccount[]> {
  return db.account.findMany({
    where: { userId },
    orderBy: { createdAt: "asc" },
    select: { id: true, provider: true, email: true, createdAt: true, lastUsedAt: true },
  })
}

export type SignInWith = {
  provider: string
  protocol: string
  profile: Profile
  tokens: TokenColumns
}

/**
 * The user of an account. A known account gets its new tokens, and its user stays as they are; an unknown one
 * gets a user, unless its verified address belongs to somebody.
 *
 * @returns the user's id
 * @throws AuthError account_not_linked, naming whose address it is
 */
export async function userOf(tx: Transaction, signIn: SignInWith): Promise<string> {
  const known = await useAccount(tx, signIn)
  if (known) return known
  const { userId, takenBy } = await createUser(tx, signIn)
  const found = userId ?? (await useAccount(tx, signIn))
  if (!found) throw new AuthError("account_not_linked", { userId: takenBy })
  return found
}

/**
 * Connects an account to a user. One that is theirs already gets its new tokens.
 *
 * @throws AuthError account_taken when it is another user's
 */
export async function connectAccount(tx: Transaction, userId: string, signIn: SignInWith): Promise<void> {
  const { provider, protocol, profile, tokens } = signIn
  await tx.account.createMany({
    data: [
      {
        userId,
        type: protocol,
        provider,
        providerAccountId: profile.id,
        email: profile.email,
        ...tokens,
      },
    ],
    skipDuplicates: true,
  })
  if ((await useAccount(tx, signIn)) !== userId) throw new AuthError("account_taken")
}

/**
 * Disconnects an account from its user, unless no other one is left that they could sign in with.
 *
 * @param usable the ids of the providers that are enabled
 * @throws AuthError not_found when it is not theirs, last_account
 */
export async function disconnectAccount(
  tx: Transaction,
  { id, userId, usable }: { id: string; userId: string; usable: readonly string[] },
): Promise<Account> {
  // Two at once take turns, so that the second one sees what the first one left.
  await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  const accounts = await tx.account.findMany({ where: { userId } })
  const account = accounts.find((one) => one.id === id)
  if (!account) throw new AuthError("not_found")
  if (!accounts.some((other) => other !== account && usable.includes(other.provider)))
    throw new AuthError("last_account")
  return tx.account.delete({ where: { id } })
}

async function useAccount(
  tx: Transaction,
  { provider, profile, tokens }: SignInWith,
): Promise<string | undefined> {
  const now = new Date()
  const [account] = await tx.account.updateManyAndReturn({
    where: { provider, providerAccountId: profile.id },
    data: { ...tokens, email: profile.email, lastUsedAt: now, updatedAt: now },
    select: { userId: true },
  })
  return account?.userId
}

/**
 * One statement, so that nothing can come between: the account first, since its unique key decides a race of two
 * first sign-ins, and the user only if the account is new.
 *
 * @returns no `userId` where a parallel sign-in created the same account, or the verified address is `takenBy` a user
 */
async function createUser(
  tx: Transaction,
  { provider, protocol, profile, tokens }: SignInWith,
): Promise<Created> {
  const now = new Date()
  const [created] = await tx.$queryRaw<Created[]>`
    WITH taken AS (
      SELECT "id" FROM "User"
      WHERE ${profile.emailVerified} AND "emailVerified" IS NOT NULL AND lower("email") = lower(${profile.email})
    ), account AS (
      INSERT INTO "Account" (
        "id", "userId", "type", "provider", "providerAccountId", "email", "access_token", "refresh_token",
        "id_token", "token_type", "scope", "expires_at", "extra", "createdAt", "updatedAt", "lastUsedAt"
      )
      SELECT
        ${randomUUID()}, ${randomUUID()}, ${protocol}, ${provider}, ${profile.id}, ${profile.email},
        ${tokens.access_token}, ${tokens.refresh_token ?? null}, ${tokens.id_token}, ${tokens.token_type},
        ${tokens.scope}, ${tokens.expires_at}::integer, ${tokens.extra},
        ${now}::timestamp, ${now}::timestamp, ${now}::timestamp
      WHERE NOT EXISTS (SELECT 1 FROM taken)
      ON CONFLICT ("provider", "providerAccountId") DO NOTHING
      RETURNING "userId"
    ), created AS (
      INSERT INTO "User" ("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt")
      SELECT
        "userId", ${profile.name}, ${profile.email}, ${profile.emailVerified ? now : null}::timestamp,
        ${profile.image}, ${now}::timestamp, ${now}::timestamp
      FROM account
      RETURNING "id"
    )
    SELECT (SELECT "id" FROM created) AS "userId", (SELECT "id" FROM taken) AS "takenBy"`
  return created ?? {}
}

type Created = { userId?: string | null; takenBy?: string | null }
