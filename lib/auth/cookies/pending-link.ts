// A sign-in was refused since its address belongs to a user. This remembers it for that user, who proves to be them
// by signing in the older way and may then connect the account. It lies in the visitor's browser alone.
import { clearCookie, readCookie, writeCookie } from "./cookie"
import { digest } from "../crypto/digest"
import { open, seal } from "../crypto/seal"

export type PendingLink = {
  provider: string
  /** The digest of the provider's id of the person. */
  account: string
}

type Sealed = PendingLink & { at: number }

const cookieName = "link"
const seconds = 600

/** @param providerAccountId must come back when the account is connected */
export async function setPendingLink(provider: string, providerAccountId: string): Promise<void> {
  const pending: Sealed = { provider, account: digest(providerAccountId), at: Math.floor(Date.now() / 1000) }
  await writeCookie(cookieName, await seal("link", pending), seconds)
}

/** @returns null where there is none, or an old one */
export async function readPendingLink(): Promise<PendingLink | null> {
  const value = await readCookie(cookieName)
  const pending = value ? ((await open("link", value)) as Sealed | null) : null
  if (!pending || pending.at + seconds < Date.now() / 1000) return null
  return { provider: pending.provider, account: pending.account }
}

export async function clearPendingLink(): Promise<void> {
  if (await readCookie(cookieName)) await clearCookie(cookieName)
}
