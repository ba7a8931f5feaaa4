// Finds, creates and links accounts, always inside the caller's transaction.
import { randomUUID } from "node:crypto"
import type { Sql } from "../../sql"
import { AuthError } from "../errors"
import type { Profile } from "../oauth/profile"
import type { TokenColumns } from "./sealed-tokens"

/** An account that the provider authenticated in this sign-in. */
export type ProvenAccount = {
  provider: string
  protocol: string
  profile: Profile
  tokens: TokenColumns
}

/**
 * Known account: update its tokens. Unknown account: create a user, unless its verified email is taken.
 *
 * @returns the user's id
 * @throws AuthError account_not_linked, with the id of the user who has the email address
 */
export async function findOrCreateUser(tx: Sql, signIn: ProvenAccount): Promise<string> {
  const known = await updateKnownAccount(tx, signIn)
  if (known) return known
  const { userId, emailOwner } = await createUser(tx, signIn)
  const found = userId ?? (await updateKnownAccount(tx, signIn))
  if (!found) throw new AuthError("account_not_linked", { userId: emailOwner, details: { check: "account" } })
  return found
}

/**
 * Links an account to a user. An account that is already linked to this user gets its new tokens.
 *
 * @throws AuthError account_taken if it is linked to another user
 */
export async function linkToUser(tx: Sql, userId: string, signIn: ProvenAccount): Promise<void> {
  const { provider, protocol, profile } = signIn
  const now = new Date()
  await tx`
    INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "createdAt", "updatedAt", "lastUsedAt")
    VALUES (${randomUUID()}, ${userId}, ${protocol}, ${provider}, ${profile.id}, ${now}, ${now}, ${now})
    ON CONFLICT ("provider", "providerAccountId") DO NOTHING`
  if ((await updateKnownAccount(tx, signIn)) !== userId)
    throw new AuthError("account_taken", { details: { check: "account" } })
}

/** Updates a known account with the provider's data. Without a new refresh token, the stored one stays valid. */
async function updateKnownAccount(
  tx: Sql,
  { provider, profile, tokens }: ProvenAccount,
): Promise<string | undefined> {
  const now = new Date()
  const [account] = await tx<{ userId: string }>`
    UPDATE "Account" SET
      "email" = ${profile.email}, "name" = ${profile.name}, "image" = ${profile.image},
      "access_token" = ${tokens.access_token}, "refresh_token" = coalesce(${tokens.refresh_token ?? null}, "refresh_token"),
      "id_token" = ${tokens.id_token}, "token_type" = ${tokens.token_type}, "scope" = ${tokens.scope},
      "expires_at" = ${tokens.expires_at}, "extra" = ${tokens.extra}, "lastUsedAt" = ${now}, "updatedAt" = ${now}
    WHERE "provider" = ${provider} AND "providerAccountId" = ${profile.id}
    RETURNING "userId"`
  return account?.userId
}

/**
 * One statement: it inserts the account first, because its unique key decides a race of two first sign-ins, and the user only
 * if the account is new.
 *
 * @returns no `userId` if a parallel sign-in created the same account, or `emailOwner` has the verified address
 */
async function createUser(tx: Sql, { provider, protocol, profile, tokens }: ProvenAccount): Promise<Created> {
  const now = new Date()
  const [created] = await tx<Created>`
    WITH taken AS (
      SELECT "id" FROM "User"
      WHERE ${profile.emailVerified} AND "emailVerified" IS NOT NULL AND lower("email") = lower(${profile.email})
    ), account AS (
      INSERT INTO "Account" (
        "id", "userId", "type", "provider", "providerAccountId", "email", "name", "image", "access_token", "refresh_token",
        "id_token", "token_type", "scope", "expires_at", "extra", "createdAt", "updatedAt", "lastUsedAt"
      )
      SELECT
        ${randomUUID()}, ${randomUUID()}, ${protocol}, ${provider}, ${profile.id}, ${profile.email}, ${profile.name}, ${profile.image},
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
    SELECT (SELECT "id" FROM created) AS "userId", (SELECT "id" FROM taken) AS "emailOwner"`
  return created ?? {}
}

type Created = { userId?: string | null; emailOwner?: string | null }
