import { createHash } from "node:crypto"

/** Stands for a value where the value itself must not lie, or is too long: 96 bits of its SHA-256. */
export function mark(value: string): string {
  return createHash("sha256").update(value).digest("base64url").slice(0, 16)
}
