// Finds, creates and links accounts. All writes are inside the caller's transaction.
import { db, type Tx } from "../../db"
import type { Account, Prisma } from "../../generated/prisma/client"
import { AuthError } from "../errors"
import type { Profile } from "../oauth/profile"
import { followAddress, hasTwoSpellings, isSameAddress, ownerOfAddress, type AddressEvent } from "./addresses"
import type { ExtendedColumns, TokenColumns } from "./sealed-tokens"

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
  /** Set if the attempt asked for further scopes: the same tokens, which a later plain sign-in does not replace. */
  extended?: ExtendedGrant | undefined
}

export type ExtendedGrant = {
  columns: ExtendedColumns
  /** Whether scopes that were granted earlier are more than those of this response. The earlier tokens then stay. */
  isLessThan: (earlierScope: string) => boolean
}

type SignedInAccount = {
  userId: string
  accountId: string
  /** What happened to the user's address. */
  addressEvent?: AddressEvent | undefined
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
  run: { isRetry: boolean },
): Promise<SignedInAccount & { isNew: boolean }> {
  const known = await updateKnownAccount(tx, account, run, { user: { disabledAt: null } })
  if (known) return { ...known, isNew: false }
  const { isRetry } = run
  const { profile, issuer, configuredIssuer } = account
  const mayHaveOtherKey = issuer !== configuredIssuer || profile.formerId !== undefined
  // The unique index finds the same spelling by itself, so the owner is only looked up once that has happened.
  const mayBeTaken = profile.emailVerified && (isRetry || hasTwoSpellings(profile.email))
  const owner = mayBeTaken ? await ownerOfAddress(tx, profile.email) : undefined
  if (isRetry || owner !== undefined || mayHaveOtherKey) await requireEnabledUser(tx, account)
  if (owner !== undefined)
    throw new AuthError("account_not_linked", { userId: owner, details: { check: "account" } })
  const { name, email, image, emailVerified } = profile
  const { id } = await tx.user.create({
    data: { name, email, image, emailVerified: emailVerified ? new Date() : null },
    select: { id: true },
  })
  const accountId = await createAccount(tx, id, account, { emailVerified })
  return { userId: id, accountId, isNew: true }
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

/** An account of this user at a provider; null for any other id. */
export async function findOwnAccount(
  userId: string,
  { id, provider }: { id: string; provider: string },
): Promise<Pick<Account, "issuer" | "providerAccountId" | "email" | "name" | "extendedScope"> | null> {
  return db.account.findFirst({
    where: { id, userId, provider },
    select: { issuer: true, providerAccountId: true, email: true, name: true, extendedScope: true },
  })
}

/**
 * Links an account to a user. An account that is already linked to this user gets its new tokens, unless it must be another one.
 *
 * @returns what happened to the user's address
 * @throws AuthError account_taken when it is linked to another user; already_linked
 */
export async function linkToUser(
  tx: Tx,
  userId: string,
  account: ProvenAccount,
  { isAnother, ...run }: { isRetry: boolean; isAnother: boolean },
): Promise<AddressEvent | undefined> {
  const known = await updateKnownAccount(tx, account, run)
  if (!known) {
    // The address is compared with the user's at the account's first sign-in.
    await createAccount(tx, userId, account, { emailVerified: null })
    return undefined
  }
  // The transaction rolls back, so the other user's account stays as it was.
  if (known.userId !== userId) throw new AuthError("account_taken", { details: { check: "account" } })
  if (isAnother) throw new AuthError("already_linked", { userId, details: { check: "account" } })
  return known.addressEvent
}

/**
 * Stores the tokens of a request for further scopes.
 *
 * @returns what happened to the user's address
 * @throws AuthError account_mismatch when the account is no longer linked to this user
 */
export async function extendAccount(
  tx: Tx,
  userId: string,
  account: ProvenAccount,
  run: { isRetry: boolean },
): Promise<AddressEvent | undefined> {
  const known = await updateKnownAccount(tx, account, run, { userId })
  if (!known) throw new AuthError("account_mismatch", { userId, details: { check: "account" } })
  return known.addressEvent
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
  { profile, tokens, extended, ...key }: ProvenAccount,
  run: { isRetry: boolean },
  condition: Prisma.AccountWhereInput = {},
): Promise<SignedInAccount | undefined> {
  const { id: providerAccountId, formerId, name, image } = profile
  const update = async (id: string, columns: Prisma.AccountUpdateManyMutationInput) => {
    const [account] = await tx.account.updateManyAndReturn({
      where: { ...identity(key, id), ...condition },
      // Without the address, so that the row says what the account gave before.
      data: { providerAccountId, issuer: key.issuer, name, image, ...columns, lastUsedAt: new Date() },
      select: {
        id: true,
        userId: true,
        email: true,
        emailVerified: true,
        givenEmail: true,
        extendedScope: true,
      },
    })
    return account
  }
  const find = async () => {
    const written = extended ? {} : tokens
    const known = await update(providerAccountId, written)
    if (known || formerId === undefined) return known
    // The stored tokens are sealed for the former id.
    const unreadable = { refresh_token: null, extendedTokens: null, extendedScope: null }
    return update(formerId, { ...unreadable, ...written })
  }
  const account = await find()
  if (!account) return undefined
  // The first update has locked the row, so a parallel one sees what is written here.
  if (extended) {
    const { extendedScope: earlier } = account
    const data = earlier !== null && extended.isLessThan(earlier) ? tokens : extended.columns
    await tx.account.updateMany({ where: { id: account.id }, data })
  }
  const isSame = isSameAddress(account, profile)
  const addressEvent = isSame ? undefined : await followAddress(tx, account, profile, run)
  return { userId: account.userId, accountId: account.id, addressEvent }
}

/** OpenID Connect Core 5.7: an id means a user only together with its issuer. */
export function identity({ provider, issuer, configuredIssuer }: AccountKey, providerAccountId: string) {
  return { provider, issuer: { in: [issuer, configuredIssuer] }, providerAccountId }
}

async function createAccount(
  tx: Tx,
  userId: string,
  { provider, issuer, protocol, profile, tokens, extended }: ProvenAccount,
  compared: { emailVerified: boolean | null },
): Promise<string> {
  const { id: providerAccountId, name, email, image } = profile
  const key = { provider, issuer, providerAccountId }
  // An ID token tells by which algorithm the issuer signs for this client.
  const columns = extended ? { ...extended.columns, id_token: tokens.id_token } : tokens
  const { id } = await tx.account.create({
    data: { userId, type: protocol, ...key, name, email, image, ...compared, ...columns },
    select: { id: true },
  })
  return id
}
