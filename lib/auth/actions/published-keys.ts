// The public keys of the clients (RFC 7517), for a provider that is given an address instead of a key.
import { publishedKeysOf } from "../client-keys"
import { clients, type Client } from "../clients"
import { publicJwks } from "../crypto/key-set"
import { AuthError } from "../errors"
import { clientFor } from "../find-client"

/** Computed once for a client. That of all clients depends on the environment only. */
const keySets = new WeakMap<Client, Promise<string | undefined>>()
let keySetOfAll: Promise<string | undefined> | undefined

/**
 * The key set of one client, or of all clients that the environment configures. A provider that finds several encryption keys may take
 * any, so its own address is the one to register.
 *
 * @param providerId empty for all clients
 * @returns JSON
 * @throws AuthError unknown_provider, not_found if there is no key
 */
export async function publishedKeys(providerId: string): Promise<string> {
  const json = await (providerId
    ? knownKeySet(await clientFor(providerId))
    : (keySetOfAll ??= keySetOf(clients())))
  if (json === undefined) throw new AuthError("not_found")
  return json
}

function knownKeySet(client: Client): Promise<string | undefined> {
  const known = keySets.get(client) ?? keySetOf([client])
  keySets.set(client, known)
  return known
}

/** @returns undefined if no client has a key */
export async function keySetOf(publishing: readonly Client[]): Promise<string | undefined> {
  const keys = await Promise.all(publishing.map(publishedKeysOf).flatMap(publicJwks))
  // Two clients may have the same key.
  const distinct = [...new Set(keys.map((key) => JSON.stringify(key)))]
  return distinct.length > 0 ? `{"keys":[${distinct.join()}]}` : undefined
}
