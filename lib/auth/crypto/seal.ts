// Encrypts values that are stored outside the app: in cookies and in the database.
import { env } from "../../env"
import { deriveKey, openEvenExpired as openWithKeys, sealWith, type Key } from "./sealing.mjs"

/** The purposes of sealed values. Each has its own key, so no value can be used for another purpose. */
export const purposes = [
  "attempt",
  "answer",
  "link",
  "logout",
  "rejection",
  "token",
  "connection",
  "connection draft",
  "developer",
  "preview question",
  "access request",
] as const

export type Purpose = (typeof purposes)[number]

const keysByPurpose = new Map<Purpose, [Key, ...Key[]]>()

/**
 * Seals `value` with AES-256-GCM (JWE, RFC 7516) under the current AUTH_SECRET.
 *
 * @param value JSON; `exp` is its expiry as Unix time in seconds. A value in the database names its row
 */
export async function seal(purpose: Purpose, value: Record<string, unknown>): Promise<string> {
  return sealWith(keys(purpose)[0], value)
}

/**
 * Opens a value that `seal` sealed for the same purpose, under AUTH_SECRET or AUTH_SECRET_PREVIOUS.
 *
 * @returns null for anything else, and for a value that has expired
 */
export async function open(purpose: Purpose, sealed: string): Promise<Record<string, unknown> | null> {
  const opened = await openEvenExpired(purpose, sealed)
  return opened && !opened.isExpired ? opened.payload : null
}

/** Like `open`, but also returns expired values and whether they have expired. */
export async function openEvenExpired(
  purpose: Purpose,
  sealed: string,
): Promise<{ payload: Record<string, unknown>; isExpired: boolean } | null> {
  return openWithKeys(keys(purpose), sealed)
}

function keys(purpose: Purpose): [Key, ...Key[]] {
  const cached = keysByPurpose.get(purpose)
  if (cached) return cached
  const [current, ...previous] = env().secrets
  const derived: [Key, ...Key[]] = [
    deriveKey(purpose, current),
    ...previous.map((secret) => deriveKey(purpose, secret)),
  ]
  keysByPurpose.set(purpose, derived)
  return derived
}
