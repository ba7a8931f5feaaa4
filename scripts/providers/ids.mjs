// Reads the provider ids without loading TypeScript, which takes seconds.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { generic } from "./base.mjs"

/** The index of the catalogue, relative to a checkout. */
export const indexFile = "lib/auth/providers/index.ts"

/**
 * The ids that the index exports.
 * @param {string} [directory] a checkout
 */
export async function providerIds(directory = root) {
  const index = await readFile(join(directory, indexFile), "utf8")
  return [...index.matchAll(/ from "\.\/([\w-]+)"/g)].map(([, id = ""]) => id)
}

/**
 * Whether an id is of the catalogue, or of a custom provider that the owner's variables name: `oidc-acme`.
 * @param {string} id
 * @param {readonly string[]} ids of the catalogue
 */
export function isProviderId(id, ids) {
  return ids.includes(id) || generic.some((custom) => ids.includes(custom) && id.startsWith(`${custom}-`))
}
