// The private keys of a client: those that sign its assertions, and those for which the provider encrypts.
import { createPublicKey, type KeyObject } from "node:crypto"
import type { Problem } from "../problem"
import { fromEnvironment, type ReadValue } from "./client-registration"
import { secretsOf, tokenAuthOf, variable } from "./client-variables"
import type { Client } from "./clients"
import type { PublicKeys } from "./crypto/key-set"
import {
  readDecryptionKey,
  readPrivateKey,
  UnusableKeyError,
  type DecryptionKey,
  type PrivateKey,
} from "./crypto/private-key"
import type { Provider } from "./providers/types"
import { forFapi2, isFapi2 } from "./security-profile"

/** A private key that is set, with its variable. */
type KeyVariable = { name: string; text: string; parse: (text: string) => { key: KeyObject } }

/**
 * The private key, if the client authentication method needs one and it can be read. `none` as its id is for a provider that got the
 * key without one, and gave it an id that it does not tell: Keycloak rejects any other one.
 */
export function privateKeyOf(provider: Provider, read = fromEnvironment(provider)): PrivateKey | undefined {
  const key = signingVariables(provider, ["key"], read).find(isUsable)
  const kid = read("key_id")
  return key && readSigningKey(provider, read)(key.text, kid === "none" ? null : kid)
}

/** The key that will sign after a rotation. It is published before, so that the provider knows it by then. */
export function nextKeyOf(provider: Provider, read = fromEnvironment(provider)): PrivateKey | undefined {
  const isPublished = tokenAuthOf(provider, read) === "private_key_jwt"
  const key = isPublished && signingVariables(provider, ["key_next"], read).find(isUsable)
  return key ? readSigningKey(provider, read)(key.text) : undefined
}

/**
 * The keys for which the provider encrypts ID tokens: the configured one, and during a rotation a second one.
 *
 * @returns undefined if no variable is set; an empty list if no key is usable, so that a wrong key does not mean "not encrypted"
 */
export function decryptionKeysOf(
  provider: Provider,
  read = fromEnvironment(provider),
): readonly DecryptionKey[] | undefined {
  const keys = decryptionVariables(provider, read)
  return keys.length === 0 ? undefined : keys.filter(isUsable).map(({ text }) => readDecryptionKey(text))
}

/**
 * The keys whose public halves the provider may fetch: those that sign now and after a rotation, and the one for which it encrypts.
 * The second decryption key is left out, or the provider would go on using it.
 */
export function publishedKeysOf({
  tokenAuth,
  privateKey,
  nextKey,
  decryptionKeys = [],
}: Pick<Client, "tokenAuth" | "privateKey" | "nextKey" | "decryptionKeys">): PublicKeys {
  // The public half of a key that mints a secret is the provider's own: Apple has made the pair.
  const signing = tokenAuth === "private_key_jwt" ? [privateKey, nextKey] : []
  return { signing: signing.filter((key) => key !== undefined), decryption: decryptionKeys.slice(0, 1) }
}

/** Whether a client of a provider signs or decrypts, with keys whose public halves the provider needs. */
export function hasPublishedKeys(provider: Provider, read = fromEnvironment(provider)): boolean {
  const isDecrypting = provider.protocol === "oidc" && provider.encryptsIdTokens === true
  const isSigning = tokenAuthOf(provider, read) === "private_key_jwt"
  return isDecrypting || isSigning || decryptionVariables(provider, read).length > 0
}

/** A problem for each key that cannot be used. */
export function keyProblems(provider: Provider, read = fromEnvironment(provider)): Problem[] {
  const signing = signingVariables(provider, ["key", "key_next"], read)
  const decryption = decryptionVariables(provider, read)
  const unusable = [...signing, ...decryption].flatMap((key) => {
    const same = decryption.includes(key) && signing.find((other) => isSameKey(key, other))
    if (!same) return problemOf(key)
    return {
      variable: key.name,
      problem: `is the same key as ${same.name}.`,
      fix: "Use one key to sign and another one to decrypt.",
    }
  })
  return [
    ...unusable,
    ...["key", "decryption_key"].flatMap((name) => lonelyNextProblem(provider, name, read)),
  ]
}

/** During a rotation both keys are set. Without the present one, a client that may be public would become one. */
function lonelyNextProblem({ id }: Provider, name: string, read: ReadValue): Problem[] {
  const [present, next] = [name, `${name}_next`]
  if (read(next) === undefined || read(present) !== undefined) return []
  const problem = `is set, but ${variable(id, present)} is not.`
  return [
    { variable: variable(id, next), problem, fix: `Set ${variable(id, present)} to the key that is in use.` },
  ]
}

/** Whether two variables have one key, each in a form of its own. */
function isSameKey(one: KeyVariable, other: KeyVariable): boolean {
  const half = publicHalf(one)
  return half !== undefined && half === publicHalf(other)
}

/** As text: `equals` of two keys of different kinds leaves an error in OpenSSL, with which the next key cannot be read. */
function publicHalf({ text, parse }: KeyVariable): string | undefined {
  try {
    return createPublicKey(parse(text).key).export({ type: "spki", format: "pem" }).toString()
  } catch {
    return undefined
  }
}

function isUsable(key: KeyVariable): boolean {
  return problemOf(key).length === 0
}

function problemOf({ name, text, parse }: KeyVariable): Problem[] {
  try {
    parse(text)
    return []
  } catch (error) {
    // Another error's message may quote the key.
    const problem = error instanceof UnusableKeyError ? error.message : "is not a private key."
    return [{ variable: name, problem, fix: "Set it to PEM (BEGIN PRIVATE KEY) or to a JWK." }]
  }
}

function signingVariables(provider: Provider, names: string[], read: ReadValue): KeyVariable[] {
  if (!secretsOf(tokenAuthOf(provider, read)).includes("key")) return []
  return keysIn(provider, names, { read, parse: readSigningKey(provider, read) })
}

function readSigningKey(provider: Provider, read: ReadValue) {
  return (text: string, kid?: string | null) => {
    const key = readPrivateKey(text, kid)
    return isFapi2(provider, read) ? forFapi2(key) : key
  }
}

function decryptionVariables(provider: Provider, read: ReadValue): KeyVariable[] {
  if (provider.protocol !== "oidc") return []
  return keysIn(provider, ["decryption_key", "decryption_key_next"], { read, parse: readDecryptionKey })
}

function keysIn(
  { id }: Provider,
  names: string[],
  { read, parse }: { read: ReadValue; parse: KeyVariable["parse"] },
): KeyVariable[] {
  return names.flatMap((name) => {
    const text = read(name)
    return text === undefined ? [] : [{ name: variable(id, name), text, parse }]
  })
}
