// The keys of DPoP (RFC 9449). Loaded only for a client that uses it.
import { exportJWK, importJWK } from "jose"
import * as oauth from "oauth4webapi"
import { isDpopKey, type DpopKey } from "../crypto/dpop-key"

export async function newDpopKey(): Promise<DpopKey> {
  const { privateKey } = await oauth.generateKeyPair("ES256", { extractable: true })
  const { kty, crv, x, y, d } = await exportJWK(privateKey)
  const key = { kty, crv, x, y, d }
  if (!isDpopKey(key)) throw new Error("the new key is no P-256 key")
  return key
}

/** oauth4webapi's handle of a key, and by how many seconds the clocks of its servers are ahead of ours. */
type Entry = { handle: oauth.DPoPHandle; clock: { ahead: number } }

const maxEntries = 500
const entries = new Map<string, Promise<Entry>>()

/**
 * oauth4webapi's handle of a key. It remembers the newest nonce of each server, so it is kept for the next request with this key.
 *
 * @throws Error for a key that is not on the curve
 */
export async function handleOf(key: DpopKey): Promise<oauth.DPoPHandle> {
  return (await entryOf(key)).handle
}

/** In seconds. A proof is not refused for less, and a clock that is further away is a fault to be seen. */
const difference = { least: 5, most: 300 }

/**
 * Makes later proofs by a server's clock. A proof is only for the server that it names, so a false time harms no other one.
 *
 * @param date the header of its response
 * @returns false if a new proof would have nearly the same time
 */
export async function adoptClock(key: DpopKey, date: string | null): Promise<boolean> {
  const { clock } = await entryOf(key)
  const ahead = Math.round((Date.parse(date ?? "") - Date.now()) / 1000)
  const isUsable = Math.abs(ahead) <= difference.most && Math.abs(ahead - clock.ahead) >= difference.least
  if (isUsable) clock.ahead = ahead
  return isUsable
}

function entryOf(key: DpopKey): Promise<Entry> {
  const entry = entries.get(key.d) ?? createEntry(key)
  entries.delete(key.d)
  entries.set(key.d, entry)
  const [oldest] = entries.keys()
  if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
  return entry
}

async function createEntry({ kty, crv, x, y, d }: DpopKey): Promise<Entry> {
  const publicPart = { kty, crv, x, y }
  const [privateKey, publicKey] = await Promise.all(
    [{ ...publicPart, d }, publicPart].map((jwk) => importJWK(jwk, "ES256")),
  )
  if (!(privateKey instanceof CryptoKey && publicKey instanceof CryptoKey))
    throw new Error("the key is no P-256 key")
  const clock = { ahead: 0 }
  const handle = oauth.DPoP(
    {},
    { privateKey, publicKey },
    {
      [oauth.modifyAssertion](_, payload) {
        payload.iat = Math.floor(Date.now() / 1000) + clock.ahead
      },
    },
  )
  return { handle, clock }
}
