import { createHash } from "node:crypto"

/** The SHA-256 of a text, in base64url. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url")
}

/** Stands for a value where the value itself must not lie, or is too long: 96 bits of its SHA-256. */
export function digest(value: string): string {
  return sha256(value).slice(0, 16)
}
