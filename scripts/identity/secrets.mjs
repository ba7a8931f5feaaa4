/** Keys and client secrets of the local identity servers, kept so that a restart invalidates nothing. */
import { randomBytes } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { exportJWK, generateKeyPair } from "jose"
import { readText, writePrivately } from "../lib/private-file.mjs"

/**
 * @typedef {object} Secrets
 * @property {import("jose").JWK[]} keys what Portico ID signs with, RS256 first
 * @property {string} cookieKey
 * @property {string} clientSecret
 */

/**
 * Reads the secrets in `directory`, or makes them.
 * @param {string} directory
 * @returns {Promise<Secrets>}
 */
export async function loadSecrets(directory) {
  const file = join(directory, "secrets.json")
  const kept = await read(file)
  if (kept) return kept

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
    // Unreadable: nothing is lost but sign-ins of demo personas.
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
