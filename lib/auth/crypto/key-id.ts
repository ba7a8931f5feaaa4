import type { KeyObject } from "node:crypto"
import { calculateJwkThumbprint } from "jose"

/** The id of a key: the configured one, or the thumbprint of its public half (RFC 7638). */
export async function keyId({
  key,
  kid,
}: {
  key: KeyObject
  kid?: string | null | undefined
}): Promise<string> {
  return kid ?? calculateJwkThumbprint(key)
}
