// Finds, creates and links accounts. All writes are inside the caller's transaction.
import { db, type Tx } from "../../db"
import { spellings } from "../../email-address"
import type { Prisma } from "../../generated/prisma/client"
import { AuthError } from "../errors"
import type { Profile } from "../oauth/profile"
import type { TokenColumns } from "./sealed-tokens"

/** Finds an account, together with the user's id at the issuer. */
export type AccountKey = {
  provider: string
  issuer: string
  /** Where an issuer has tenants, its accounts have this issuer until the first sign-in tells their tenant's. */
  configuredIssuer: string
}

/** An account as the provider proved it in this sign-in. */
export type ProvenAccount = AccountKey & {
  protocol: string
  profile: Profile
  tokens: TokenColumns
}

/**
 * Known account: update its tokens. Unknown account: create a user, unless its verified email is taken.
 *
 * Two parallel first sign-ins of one account violate its unique key, and a taken address the unique index on verified
 * addresses. The transaction then runs again: it finds the account, or the user who has the address. The account of a disabled user
 * is not found in the first run and violates its key too, so that other sign-ins pay no statement for the check. An account of a tenant
 * may still have the configured issuer, and one of an earlier version another id: they violate none.
 *
 * @returns the user's id, and whether the user is new
 * @throws AuthError account_not_linked, with the id of the user who has the email address; user_disabled
 */
export async function findOrCreateUser(
  tx: Tx,
  account: ProvenAccount,
  { isRetry }: { isRetry: boolean },
): Promise<{ userId: string; isNew: boolean }> {
  const known = await updateKnownAccount(tx, account, { user: { disabledAt: null } })
  if (known !== undefined) return { userId: known, isNew: false }
  const { profile, issuer, configuredIssuer } = account
  const mayHaveOtherKey = issuer !== configuredIssuer || profile.formerId !== undefined
  const owner = profile.emailVerified ? await ownerOfAddress(tx, profile.email, { isRetry }) : undefined
  if (isRetry || owner !== undefined || mayHaveOtherKey) await requireEnabledUser(tx, account)
  if (owner !== undefined)
    throw new AuthError("account_not_linked", { userId: owner, details: { check: "account" } })
  const { name, email, image, emailVerified } = profile
  const { id } = await tx.user.create({
    data: { name, email, image, emailVerified: emailVerified ? new Date() : null },
    select: { id: true },
  })
  await createAccount(tx, id, account)
  return { userId: id, isNew: true }
}

/** The id of the user who has an account, under its id of today or else its former one. */
export async function findAccountUser(
  key: AccountKey,
  { id, formerId }: Profile,
): Promise<string | undefined> {
  const find = async (providerAccountId: string) => {
    const where = identity(key, providerAccountId)
    return (await db.account.findFirst({ where, select: { userId: true } }))?.userId
  }
  return (await find(id)) ?? (formerId === undefined ? undefined : find(formerId))
}

/**
 * Links an account to a user. An account that is already linked to this user gets its new tokens.
 *
 * @throws AuthError account_taken when it is linked to another user
 */
export async function linkToUser(tx: Tx, userId: string, account: ProvenAccount): Promise<void> {
  const known = await updateKnownAccount(tx, account)
  if (known === undefined) return createAccount(tx, userId, account)
  // The transaction rolls back, so the other user's account stays as it was.
  if (known !== userId) throw new AuthError("account_taken", { details: { check: "account" } })
}

/** @throws AuthError user_disabled when the account's user is disabled */
async function requireEnabledUser(tx: Tx, { profile, ...key }: ProvenAccount): Promise<void> {
  const { id, formerId = id } = profile
  const disabled = await tx.account.findFirst({
    where: {
      OR: [identity(key, id), identity(key, formerId)],
      user: { disabledAt: { not: null } },
    },
    select: { userId: true },
  })
  if (disabled)
    throw new AuthError("user_disabled", { userId: disabled.userId, details: { check: "account" } })
}

/**
 * Updates a known account with what the provider gave. Without a new refresh token, the stored one stays valid. The account that
 * an earlier version stored under another id of the user gets the id of today.
 */
async function updateKnownAccount(
  tx: Tx,
  { profile, tokens, ...key }: ProvenAccount,
  condition: Prisma.AccountWhereInput = {},
): Promise<string | undefined> {
  const { id: providerAccountId, formerId, name, email, image } = profile
  const update = async (id: string, columns: Prisma.AccountUpdateManyMutationInput) => {
    const [account] = await tx.account.updateManyAndReturn({
      where: { ...identity(key, id), ...condition },
      data: { providerAccountId, issuer: key.issuer, name, email, image, ...columns, lastUsedAt: new Date() },
      select: { userId: true },
    })
    return account?.userId
  }
  const known = await update(providerAccountId, tokens)
  if (known !== undefined || formerId === undefined) return known
  // The stored refresh token is sealed for the former id.
  return update(formerId, { refresh_token: null, ...tokens })
}

/** OpenID Connect Core 5.7: an id means a user only together with its issuer. */
export function identity({ provider, issuer, configuredIssuer }: AccountKey, providerAccountId: string) {
  return { provider, issuer: { in: [issuer, configuredIssuer] }, providerAccountId }
}

async function createAccount(
  tx: Tx,
  userId: string,
  { provider, issuer, protocol, profile, tokens }: ProvenAccount,
): Promise<void> {
  const { id: providerAccountId, name, email, image } = profile
  await tx.account.create({
    data: { userId, type: protocol, provider, issuer, providerAccountId, name, email, image, ...tokens },
    select: { id: true },
  })
}

/**
 * The user who has a verified address. The unique index finds the same spelling by itself, so it is only looked up once that has
 * happened; an international domain has two spellings.
 *
 * Raw SQL, because Prisma's `mode: "insensitive"` is ILIKE, which knows wildcards and uses no index.
 */
async function ownerOfAddress(
  tx: Tx,
  email: string | null,
  { isRetry }: { isRetry: boolean },
): Promise<string | undefined> {
  const [ascii, unicode] = spellings(email ?? "")
  if (!isRetry && ascii === unicode) return undefined
  const [owner] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User"
    WHERE "emailVerified" IS NOT NULL AND lower("email") IN (lower(${ascii}), lower(${unicode}))`
  return owner?.id
}
