import { createHash } from "node:crypto"

/** The SHA-256 of a text, in base64url. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url")
}

/** A short hash used in place of a secret or overlong value: 96 bits of its SHA-256. */
export function shortHash(value: string): string {
  return sha256(value).slice(0, 16)
}
