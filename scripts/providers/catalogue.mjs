// Loads provider files. A single provider is loaded by itself, because loading all TypeScript files takes seconds.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { importTypeScript } from "../lib/typescript.mjs"

/** @typedef {import("../../lib/auth/providers/types").Provider} Provider */

/**
 * @param {string} id for which `isProviderId` is true
 * @returns {Promise<Provider>}
 */
export async function readProvider(id) {
  if (!existsSync(join(root, `lib/auth/providers/${id}.ts`))) return readCustomProvider(id)
  const exports = /** @type {Record<string, Provider>} */ (await importTypeScript(`lib/auth/providers/${id}`))
  const provider = Object.values(exports).find((exported) => exported.id === id)
  if (!provider) throw new Error(`lib/auth/providers/${id}.ts exports no provider with the id ${id}.`)
  return provider
}

/** @param {string} id */
async function readCustomProvider(id) {
  const provider = (await allProviders()).findProvider(id)
  if (!provider)
    throw new Error(
      `${id} cannot be told apart from other variables: use another name of letters and digits.`,
    )
  return provider
}

/** @returns {Promise<Provider[]>} the catalogue, and the custom providers that the owner's variables name */
export async function readAll() {
  return (await allProviders()).allProviders()
}

async function allProviders() {
  return /** @type {typeof import("../../lib/auth/all-providers")} */ (
    await importTypeScript("lib/auth/all-providers")
  )
}

/** @returns {Promise<Provider[]>} in the order of the index */
export async function readCatalogue() {
  return Object.values(
    /** @type {Record<string, Provider>} */ (await importTypeScript("lib/auth/providers/index")),
  )
}
