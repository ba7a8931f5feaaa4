// Encrypts what must leave our hands and come back: cookies, and tokens in the database.
import { EncryptJWT, jwtDecrypt } from "jose"
import { createHash, hkdfSync } from "node:crypto"
import { env } from "../env"

/** What a sealed value is for. Each purpose has a key of its own, so no value opens in another's place. */
export const purposes = ["attempt", "answer", "link", "token"] as const

export type Purpose = (typeof purposes)[number]

type Key = { id: string; bytes: Uint8Array }

const keysByPurpose = new Map<Purpose, [Key, ...Key[]]>()

/**
 * Seals `value` with AES-256-GCM (JWE, RFC 7516) under the current AUTH_SECRET.
 *
 * @param value JSON; for what lies in a database it names the row it belongs to
 */
export async function seal(purpose: Purpose, value: Record<string, unknown>): Promise<string> {
  const [key] = keys(purpose)
  return new EncryptJWT(value)
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key.id })
    .encrypt(key.bytes)
}

/**
 * Opens what `seal` made for the same purpose, also under AUTH_SECRET_PREVIOUS.
 *
 * @returns the value, or null for whatever we did not seal for this purpose
 */
export async function open(purpose: Purpose, sealed: string): Promise<Record<string, unknown> | null> {
  try {
    const { payload } = await jwtDecrypt(
      sealed,
      ({ kid }) => {
        const key = keys(purpose).find(({ id }) => id === kid)
        if (!key) throw new Error("sealed under another key")
        return key.bytes
      },
      { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] },
    )
    return payload
  } catch {
    return null
  }
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

function deriveKey(purpose: Purpose, secret: string): Key {
  const bytes = new Uint8Array(hkdfSync("sha256", secret, "portico", `portico seal ${purpose}`, 32))
  return { bytes, id: createHash("sha256").update(bytes).digest("base64url").slice(0, 4) }
}
