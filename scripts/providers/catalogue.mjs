// Loads provider files. A single provider is loaded by itself, because loading all TypeScript files takes seconds.
import { importTypeScript } from "../lib/typescript.mjs"

/** @typedef {import("../../lib/auth/providers/types").Provider} Provider */

/**
 * @param {string} id one of `providerIds`
 * @returns {Promise<Provider>}
 */
export async function readProvider(id) {
  const exports = /** @type {Record<string, Provider>} */ (await importTypeScript(`lib/auth/providers/${id}`))
  const provider = Object.values(exports).find((exported) => exported.id === id)
  if (!provider) throw new Error(`lib/auth/providers/${id}.ts exports no provider with the id ${id}.`)
  return provider
}

/** @returns {Promise<Provider[]>} in the order of the index */
export async function readCatalogue() {
  return Object.values(
    /** @type {Record<string, Provider>} */ (await importTypeScript("lib/auth/providers/index")),
  )
}
