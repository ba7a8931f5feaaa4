// A set of public keys (RFC 7517).
import { createPublicKey, type KeyObject } from "node:crypto"
import { keyId } from "./key-id"
import type { DecryptionKey, PrivateKey } from "./private-key"

export type PublicKeys = {
  signing: readonly PrivateKey[]
  decryption: readonly DecryptionKey[]
}

/** @returns the public halves, each with its use (`sig`, `enc`), algorithm and id */
export function publicJwks({ signing, decryption }: PublicKeys): Promise<object>[] {
  return [
    ...signing.map((key) => publicJwk({ ...key, use: "sig" })),
    ...decryption.map((key) => publicJwk({ ...key, use: "enc", alg: key.algorithms[0] ?? "" })),
  ]
}

type PublicKey = { key: KeyObject; kid: string | null | undefined; alg: string; use: "sig" | "enc" }

/** The members are named, so that a private one is never published. */
async function publicJwk({ key, alg, use, kid }: PublicKey): Promise<object> {
  const { kty, crv, x, y, n, e } = createPublicKey(key).export({ format: "jwk" })
  return { kty, crv, x, y, n, e, use, alg, kid: await keyId({ key, kid }) }
}
