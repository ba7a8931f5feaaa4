// Makes the private keys of a client, and shows their public halves.
import { generateKeyPairSync } from "node:crypto"
import { importTypeScript } from "../lib/typescript.mjs"

/** @typedef {import("./catalogue.mjs").Provider} Provider */

/** @type {Readonly<Record<string, () => import("node:crypto").KeyObject>>} */
const generators = {
  ES256: ellipticKey,
  "ECDH-ES": ellipticKey,
  "ECDH-ES+A256KW": ellipticKey,
  RS256: rsaKey,
  PS256: rsaKey,
  "RSA-OAEP-256": rsaKey,
}

/** The algorithms that a key without `alg` has. */
const usual = ["ES256", "RS256", "RSA-OAEP-256", "ECDH-ES+A256KW"]

/**
 * The provider with the keys that the owner wants although it does not require them.
 * @param {Provider} provider
 * @param {{ key: boolean, "decryption-key": boolean }} wanted
 * @returns {Promise<Provider>}
 * @throws {Error} if the provider takes no such key
 */
export async function wantedKeys(provider, { key, "decryption-key": decryptionKey }) {
  const { name, protocol, tokenAuth } = provider
  const methods = [tokenAuth ?? "private_key_jwt"].flat()
  if (key && (protocol === "oauth1" || !methods.includes("private_key_jwt")))
    throw new Error(`${name} takes no key in place of a secret.`)
  if (decryptionKey && protocol !== "oidc") throw new Error(`${name} has no ID tokens to encrypt.`)
  return /** @type {Provider} */ ({
    ...provider,
    ...(key && { tokenAuth: "private_key_jwt" }),
    ...(decryptionKey && { encryptsIdTokens: true }),
  })
}

/**
 * The values of those variables that are private keys of the owner. Apple makes its keys itself.
 * @param {Provider} provider
 * @param {readonly string[]} names of variables
 * @returns {Promise<Record<string, string>>}
 */
export async function newKeysOf(provider, names) {
  const { variable, tokenAuthOf } = await variables()
  const { key = "ES256", decryptionKey = "ECDH-ES+A256KW" } = provider.keyAlgorithms ?? {}
  const algorithms = {
    ...(tokenAuthOf(provider) === "private_key_jwt" && { [variable(provider.id, "key")]: key }),
    [variable(provider.id, "decryption_key")]: decryptionKey,
  }
  return Object.fromEntries(
    Object.entries(algorithms)
      .filter(([name]) => names.includes(name))
      .map(([name, alg]) => [name, newKey(alg)]),
  )
}

/** @param {string} alg @returns {string} PEM on one line, or a JWK where the algorithm must be named */
function newKey(alg) {
  const key = generators[alg]?.()
  if (!key) throw new Error(`There are no keys for ${alg}.`)
  if (!usual.includes(alg)) return `'${JSON.stringify({ ...key.export({ format: "jwk" }), alg })}'`
  const pem = key.export({ type: "pkcs8", format: "pem" }).toString().trim()
  return `"${pem.replaceAll("\n", "\\n")}"`
}

function ellipticKey() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
}

function rsaKey() {
  return generateKeyPairSync("rsa", { modulusLength: 3072 }).privateKey
}

/**
 * The public keys of a client, by the variables that are set now: what to paste where a provider fetches no address.
 * @param {Provider} provider
 * @returns {Promise<string | null>} a JWK Set
 */
export async function publicKeysOf(provider) {
  const { tokenAuthOf } = await variables()
  const keys = /** @type {typeof import("../../lib/auth/client-keys")} */ (
    await importTypeScript("lib/auth/client-keys")
  )
  const { publicJwks } = /** @type {typeof import("../../lib/auth/crypto/key-set")} */ (
    await importTypeScript("lib/auth/crypto/key-set")
  )
  const jwks = await Promise.all(
    publicJwks(
      keys.publishedKeysOf({
        tokenAuth: tokenAuthOf(provider),
        privateKey: keys.privateKeyOf(provider),
        nextKey: keys.nextKeyOf(provider),
        decryptionKeys: keys.decryptionKeysOf(provider),
      }),
    ),
  )
  return jwks.length > 0 ? JSON.stringify({ keys: jwks }) : null
}

/**
 * What to do with the public halves of new keys.
 * @param {Provider} provider
 * @param {{ address: string, keySet: string | null }} published address: where the deployed app serves the key set
 * @returns {string}
 */
export function registrationOf(provider, { address, keySet }) {
  const { name } = provider
  // The client's metadata document has the address.
  if ("network" in provider)
    return `Nothing is registered at ${name}: servers fetch the key set from ${address}, once the app is deployed.`
  return `What ${name} needs:

  its JWKS URI, once the app is deployed   ${address}
  or this key set, to paste                ${keySet}`
}

async function variables() {
  return /** @type {typeof import("../../lib/auth/client-variables")} */ (
    await importTypeScript("lib/auth/client-variables")
  )
}
