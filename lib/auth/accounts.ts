// Whose sign-in is this? Finds the account, creates its user, or refuses; always inside the caller's transaction.
import { randomUUID } from "node:crypto"
import type { Transaction } from "../db"
import { AuthError } from "./errors"
import type { Profile } from "./profile"
import type { TokenColumns } from "./tokens"

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
 * @throws AuthError account_not_linked
 */
export async function userOf(tx: Transaction, signIn: SignInWith): Promise<string> {
  const userId =
    (await useAccount(tx, signIn)) ?? (await createUser(tx, signIn)) ?? (await useAccount(tx, signIn))
  if (!userId) throw new AuthError("account_not_linked")
  return userId
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
 * @returns undefined where a parallel sign-in created the same account, or the verified address is another user's
 */
async function createUser(
  tx: Transaction,
  { provider, protocol, profile, tokens }: SignInWith,
): Promise<string | undefined> {
  const now = new Date()
  const [created] = await tx.$queryRaw<{ id: string }[]>`
    WITH taken AS (
      SELECT 1 FROM "User"
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
    SELECT "id" FROM created`
  return created?.id
}
