// The passwords of an embedded database and its last port, in a file that only the owner may read.
import { randomBytes } from "node:crypto"
import { readText, writePrivately } from "../lib/private-file.mjs"

/**
 * @typedef {import("./home.mjs").Home} Home
 *
 * @typedef {object} Credentials
 * @property {string} password  of the application's role
 * @property {string} superuserPassword
 * @property {number | null} port
 */

/** @returns {Credentials} */
export function newCredentials() {
  const password = () => randomBytes(24).toString("hex")
  return { password: password(), superuserPassword: password(), port: null }
}

/**
 * @param {Home} home
 * @returns {Promise<Credentials | null>} null if the file is missing or damaged
 */
export async function readCredentials(home) {
  const text = (await readText(home.credentials)) ?? "{}"
  try {
    /** @type {Partial<Credentials>} */
    const { password, superuserPassword, port } = JSON.parse(text)
    return password && superuserPassword ? { password, superuserPassword, port: port ?? null } : null
  } catch {
    return null
  }
}

/**
 * @param {Home} home
 * @param {Credentials} credentials
 */
export async function writeCredentials(home, credentials) {
  await writePrivately(home.credentials, `${JSON.stringify(credentials, null, 2)}\n`, home.owner)
}
