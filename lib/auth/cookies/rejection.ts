// The message with which beforeSignIn rejected a sign-in, for the page that shows the error. Sealed, and bound to the error's
// reference: neither a link nor a copied cookie puts another text on a page of this site.
import { record, text } from "../shape"
import { sealedCookie } from "./sealed-cookie"

type StoredRejection = {
  /** The reference of the error, which the address of the page has. */
  reference: string
  message: string
}

const cookie = sealedCookie<StoredRejection>({
  name: "rejection",
  purpose: "rejection",
  seconds: 600,
  shape: record<StoredRejection>({ reference: text, message: text }),
})

export async function setRejection(rejection: StoredRejection): Promise<void> {
  await cookie.set(rejection)
}

/** @returns the message of the rejection with this reference; null if this browser has none, or it has expired */
export async function readRejectionMessage(reference: string): Promise<string | null> {
  const opened = await cookie.read()
  const isCurrent = opened && !opened.isExpired && opened.value.reference === reference
  return isCurrent ? opened.value.message : null
}
