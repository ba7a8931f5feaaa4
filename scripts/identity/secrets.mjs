/** Keys and client secrets of the local identity servers, stored so that tokens survive a restart. */
import { randomBytes } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { exportJWK, generateKeyPair } from "jose"
import { readText, writePrivately } from "../lib/private-file.mjs"

/**
 * @typedef {object} Secrets
 * @property {import("jose").JWK[]} keys the signing keys of the local OpenID provider, RS256 first
 * @property {string} cookieKey
 * @property {string} clientSecret
 */

/**
 * Reads the secrets in `directory`, or creates them.
 * @param {string} directory
 * @returns {Promise<Secrets>}
 */
export async function loadSecrets(directory) {
  const file = join(directory, "secrets.json")
  const stored = await read(file)
  if (stored) return stored

  const fresh = {
    keys: await Promise.all(["RS256", "ES256", "EdDSA"].map(signingKey)),
    cookieKey: random(),
    clientSecret: random(),
  }
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await writePrivately(file, JSON.stringify(fresh, null, 2))
  return fresh
}

/**
 * @param {string} file
 * @returns {Promise<Secrets | undefined>}
 */
async function read(file) {
  try {
    const value = JSON.parse((await readText(file)) ?? "{}")
    return Array.isArray(value.keys) && value.cookieKey && value.clientSecret ? value : undefined
  } catch {
    // An unreadable file is replaced: only sign-ins of personas are lost.
    return undefined
  }
}

/** @param {string} alg */
async function signingKey(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, use: "sig", kid: `portico-id-${alg.toLowerCase()}` }
}

function random() {
  return randomBytes(32).toString("base64url")
}
