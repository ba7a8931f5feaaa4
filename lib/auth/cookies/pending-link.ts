// Set when a sign-in fails because its email address belongs to another user. It identifies the account, so that the visitor
// can sign in with the older account and then link the new one.
import { shortHash } from "../crypto/hash"
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

export type PendingLink = {
  providerId: string
  /** From `accountHashOf`. */
  accountHash: string
  /** The short hash of the id of the user who has the address: only that user may link the account. */
  userHash: string
}

const cookie = sealedCookie<PendingLink>({
  name: "link",
  purpose: "link",
  seconds: 600,
  shape: record<PendingLink>({ providerId: text, accountHash: text, userHash: text }),
})

/** A short hash of an account's identity at a provider. */
export function accountHashOf(issuer: string, providerAccountId: string): string {
  return shortHash(JSON.stringify([issuer, providerAccountId]))
}

/**
 * @param accountHash the account that the provider must return when it is linked
 * @param userId the user who has the email address
 */
export async function setPendingLink(providerId: string, accountHash: string, userId: string): Promise<void> {
  await cookie.set({ providerId, accountHash, userHash: shortHash(userId) })
}

/** @returns null if there is none for this user, or if it has expired */
export async function readPendingLink(userId: string): Promise<PendingLink | null> {
  const opened = await cookie.read()
  return opened && !opened.isExpired && opened.value.userHash === shortHash(userId) ? opened.value : null
}

export async function clearPendingLink(): Promise<void> {
  await cookie.clear()
}
