// What was given out in this worker that must lie nowhere in the clear.
import { randomBytes } from "node:crypto"

export const issued = new Set<string>()

/** A new random secret, remembered. */
export function issue(): string {
  return remember(randomBytes(16).toString("base64url"))
}

export function remember(secret: string): string {
  issued.add(secret)
  return secret
}
