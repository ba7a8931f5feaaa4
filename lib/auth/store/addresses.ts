// The address of a user: which one is taken, and how it follows the account that gave it.
import type { Tx } from "../../db"
import { spellings } from "../../email-address"
import type { Profile } from "../oauth/profile"
import type { ActivityEvent } from "./activity"

/** The address that an account gave at its last sign-in, as its row has it. */
export type GivenAddress = {
  id: string
  userId: string
  email: string | null
  /** Whether the provider vouched for it. Null: not compared with the user's address yet. */
  emailVerified: boolean | null
  /** The address that the user has from this account, where the account gave another one later. */
  givenEmail: string | null
}

/** What a sign-in did to the user's address. */
export type AddressEvent = Extract<ActivityEvent, "email_verified" | "email_changed" | "email_unverified">

type Address = Pick<Profile, "email" | "emailVerified">

type Facts = {
  /** The address that the user has from the account, if it is still the user's. */
  given: string | null
  /** What the account gives now. */
  now: Address
  user: Address
  /** Another account of the user vouches for the user's address. */
  isVouchedElsewhere: boolean
  /** No other user has the address of `now` verified. */
  isFree: boolean
}

type Decision = {
  event?: AddressEvent
  user?: Address
  account: Pick<GivenAddress, "emailVerified" | "givenEmail">
}

/** Whether an account gives what it gave before. Then nothing is read or written. */
export function isSameAddress(before: GivenAddress, now: Profile): boolean {
  return before.email === now.email && before.emailVerified === now.emailVerified
}

/**
 * Lets the user's address follow the account, as long as it is the one that this account gave. An address that was set
 * otherwise stays.
 *
 * Another user may take the same address in this moment. The unique index then rejects one of the two, whose transaction runs
 * again; it leaves everything as it was until the next sign-in, so that it cannot be rejected once more.
 */
export async function followAddress(
  tx: Tx,
  account: GivenAddress,
  now: Profile,
  { isRetry }: { isRetry: boolean },
): Promise<AddressEvent | undefined> {
  if (isRetry) return undefined
  const { id, userId } = account
  const accounts = { where: { id: { not: id } }, select: { email: true, emailVerified: true } } as const
  const { email, emailVerified, ...user } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerified: true, accounts },
  })
  const owner = now.emailVerified ? await ownerOfAddress(tx, now.email) : undefined
  const decision = decide({
    given: account.givenEmail ?? account.email,
    now,
    user: { email, emailVerified: emailVerified !== null },
    isVouchedElsewhere: user.accounts.some((one) => one.email === email && one.emailVerified !== false),
    isFree: owner === undefined || owner === userId,
  })
  if (decision.user) {
    // An owner's code may have changed the address since it was read.
    const { count } = await tx.user.updateMany({
      where: { id: userId, email },
      data: { email: decision.user.email, emailVerified: decision.user.emailVerified ? new Date() : null },
    })
    if (count === 0) return undefined
  }
  await tx.account.updateMany({ where: { id }, data: { email: now.email, ...decision.account } })
  return decision.event
}

/** Exported for its test. */
export function decide({ given, now, user, isVouchedElsewhere, isFree }: Facts): Decision {
  const compared = { emailVerified: now.emailVerified, givenEmail: null }
  if (now.email === user.email) {
    if (!now.emailVerified || user.emailVerified) return { account: compared }
    // Compared again at the next sign-in: the address may be free by then.
    if (!isFree) return { account: { ...compared, emailVerified: null } }
    return { event: "email_verified", user: now, account: compared }
  }
  if (user.email !== given) return { account: compared }
  if (user.email !== null && isVouchedElsewhere) return { account: compared }
  if (now.emailVerified && isFree) return { event: "email_changed", user: now, account: compared }
  const waiting = now.emailVerified ? null : false
  // The user had no address, so an unverified one is better than none, as at a first sign-in.
  if (user.email === null)
    return {
      event: "email_changed",
      user: { email: now.email, emailVerified: false },
      account: { emailVerified: waiting, givenEmail: null },
    }
  return {
    // No account gives the address any more. It stays as contact data, and its next owner can sign in.
    ...(user.emailVerified && {
      event: "email_unverified",
      user: { email: user.email, emailVerified: false },
    }),
    account: { emailVerified: waiting, givenEmail: user.email },
  }
}

/** An international domain has two spellings, and the unique index on verified addresses compares only one of them. */
export function hasTwoSpellings(email: string | null): boolean {
  const [ascii, unicode] = spellings(email ?? "")
  return ascii !== unicode
}

/**
 * The user who has a verified address. Sign-ins with an address that has two spellings take turns, since the index would not
 * reject the second of them.
 *
 * Raw SQL, because Prisma's `mode: "insensitive"` is ILIKE, which knows wildcards and uses no index.
 */
export async function ownerOfAddress(tx: Tx, email: string | null): Promise<string | undefined> {
  const [ascii, unicode] = spellings(email ?? "")
  if (hasTwoSpellings(email))
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(lower(${ascii}), 0))`
  const [owner] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User"
    WHERE "emailVerified" IS NOT NULL AND lower("email") IN (lower(${ascii}), lower(${unicode}))`
  return owner?.id
}
