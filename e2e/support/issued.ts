// The secrets issued in this worker. They must not be stored or logged unencrypted.
import { randomBytes } from "node:crypto"

export const issued = new Set<string>()

/** Creates a random secret and records it. */
export function issue(): string {
  return remember(randomBytes(16).toString("base64url"))
}

/** Records a secret, so that the leak check of each test searches for it. */
export function remember(secret: string): string {
  issued.add(secret)
  return secret
}
