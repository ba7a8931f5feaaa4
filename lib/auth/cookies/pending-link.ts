// Set when a sign-in fails because its email address belongs to another user. It identifies the account, so that the visitor
// can sign in with the older account and then link the new one.
import { shortHash } from "../crypto/hash"
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

export type PendingLink = {
  providerId: string
  /** The short hash of the provider's id of the account. */
  accountHash: string
}

const cookie = sealedCookie<PendingLink>({
  name: "link",
  purpose: "link",
  seconds: 600,
  shape: record<PendingLink>({ providerId: text, accountHash: text }),
})

/** @param providerAccountId the account that the provider must return when it is linked */
export async function setPendingLink(providerId: string, providerAccountId: string): Promise<void> {
  await cookie.set({ providerId, accountHash: shortHash(providerAccountId) })
}

/** @returns null if there is none, or if it has expired */
export async function readPendingLink(): Promise<PendingLink | null> {
  const opened = await cookie.read()
  return opened && !opened.isExpired ? opened.value : null
}

export async function clearPendingLink(): Promise<void> {
  await cookie.clear()
}
