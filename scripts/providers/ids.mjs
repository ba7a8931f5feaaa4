// The ids of providers, read without loading TypeScript, which takes seconds, and those that pruning never deletes.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"

/** Any service, configured only by variables; documented in .env.example. */
export const generic = ["oauth1", "oauth2", "oidc"]

/** The tests of the pages sign in at their emulators. */
export const emulatedForTests = ["github", "google"]

/** The engine's own tests also use the emulators of these, for OAuth 1.0a and for posted authorization responses. */
const engineTests = ["twitter-legacy", "apple"]

export const base = [...generic, ...emulatedForTests, ...engineTests]

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
