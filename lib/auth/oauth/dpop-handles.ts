// The keys of DPoP (RFC 9449). Loaded only for a client that uses it.
import { exportJWK, importJWK } from "jose"
import * as oauth from "oauth4webapi"
import { isDpopKey, type DpopKey } from "../crypto/dpop-key"
import { secondsAhead } from "./server-clock"

export async function newDpopKey(): Promise<DpopKey> {
  const { privateKey } = await oauth.generateKeyPair("ES256", { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  const key = { kty, crv, x, y, d }
  if (!isDpopKey(key)) throw new Error("the new key is no P-256 key")
  return key
}

const maxHandles = 500
const handles = new Map<string, Promise<oauth.DPoPHandle>>()

/**
 * oauth4webapi's handle of a key. It remembers the newest nonce of each server, so it is kept for the next request with this key.
 *
 * @throws Error for a key that is not on the curve
 */
export function handleOf(key: DpopKey): Promise<oauth.DPoPHandle> {
  const handle = handles.get(key.d) ?? createHandle(key)
  handles.delete(key.d)
  handles.set(key.d, handle)
  const [oldest] = handles.keys()
  if (handles.size > maxHandles && oldest !== undefined) handles.delete(oldest)
  return handle
}

async function createHandle({ kty, crv, x, y, d }: DpopKey): Promise<oauth.DPoPHandle> {
  const publicPart = { kty, crv, x, y }
  const [privateKey, publicKey] = await Promise.all(
    [{ ...publicPart, d }, publicPart].map((jwk) => importJWK(jwk, "ES256")),
  )
  if (!(privateKey instanceof CryptoKey && publicKey instanceof CryptoKey))
    throw new Error("the key is no P-256 key")
  const handle: oauth.DPoPHandle = oauth.DPoP(
    {},
    { privateKey, publicKey },
    {
      [oauth.modifyAssertion](_, payload) {
        payload.iat = Math.floor(Date.now() / 1000) + secondsAhead(handle)
      },
    },
  )
  return handle
}
