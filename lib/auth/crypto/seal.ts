// Encrypts what must leave our hands and come back: cookies, and tokens in the database.
import { env } from "../../env"
import { deriveKey, type Key, openWith, sealWith } from "./sealing.mjs"

/** What a sealed value is for. Each purpose has a key of its own, so no value opens in another's place. */
export const purposes = ["attempt", "answer", "link", "logout", "token"] as const

export type Purpose = (typeof purposes)[number]

const keysByPurpose = new Map<Purpose, [Key, ...Key[]]>()

/**
 * Seals `value` with AES-256-GCM (JWE, RFC 7516) under the current AUTH_SECRET.
 *
 * @param value JSON; for what lies in a database it names the row it belongs to
 */
export async function seal(purpose: Purpose, value: Record<string, unknown>): Promise<string> {
  return sealWith(keys(purpose)[0], value)
}

/**
 * Opens what `seal` made for the same purpose, also under AUTH_SECRET_PREVIOUS.
 *
 * @returns the value, or null for whatever we did not seal for this purpose
 */
export async function open(purpose: Purpose, sealed: string): Promise<Record<string, unknown> | null> {
  return openWith(keys(purpose), sealed)
}

function keys(purpose: Purpose): [Key, ...Key[]] {
  const known = keysByPurpose.get(purpose)
  if (known) return known
  const [current, ...previous] = env().secrets
  const derived: [Key, ...Key[]] = [
    deriveKey(purpose, current),
    ...previous.map((secret) => deriveKey(purpose, secret)),
  ]
  keysByPurpose.set(purpose, derived)
  return derived
}
