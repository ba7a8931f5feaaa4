// The owner's environment: the variables of this process, then those of the .env files.
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseEnv } from "node:util"
import { DatabaseUrlError, readDatabaseUrl } from "../../lib/database-url.mjs"
import { readText } from "./private-file.mjs"

/** @typedef {"development" | "production"} Mode */

/** The checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** The folder of the embedded database. */
export const databaseDirectory = join(root, ".data", "postgres")

/**
 * Loads the .env files into process.env, in Next's order. A variable that is already defined stays as it is, even if it is
 * empty: `DATABASE_URL= npm run dev` uses the embedded database.
 * @param {{ mode?: Mode, directory?: string }} [options]  mode: also reads the files of that mode
 */
export async function loadEnvironment({ mode, directory = root } = {}) {
  const names = mode ? filesOf(mode) : [".env.local", ".env"]
  Object.assign(process.env, await withFiles(process.env, names, directory))
}

/**
 * The environment of the app: the given variables, then those of the .env files as they are now.
 * @param {Readonly<Record<string, string | undefined>>} given
 * @param {Mode} mode
 */
export async function readEnvironment(given, mode) {
  return withFiles(given, filesOf(mode), root)
}

/** @param {Mode} mode */
function filesOf(mode) {
  return [`.env.${mode}.local`, ".env.local", `.env.${mode}`, ".env"]
}

/**
 * @param {Readonly<Record<string, string | undefined>>} given
 * @param {string[]} names
 * @param {string} directory
 */
async function withFiles(given, names, directory) {
  /** @type {Record<string, string | undefined>} */
  const env = { ...given }
  for (const name of names)
    for (const [variable, value] of Object.entries(parseEnv((await readText(join(directory, name))) ?? "")))
      env[variable] ??= value
  return env
}

/**
 * The value of a variable; empty counts as unset.
 * @param {string} name
 */
export function setting(name) {
  return process.env[name]?.trim() || undefined
}

/**
 * The variable of the owner's own database, for work that must not go through a pooler; undefined means the embedded one. An empty
 * DATABASE_URL selects the embedded one too, even when DIRECT_URL is set. Neon sets DATABASE_URL_UNPOOLED beside DATABASE_URL.
 */
export function ownDatabaseVariable() {
  if (process.env.DATABASE_URL === "") return undefined
  if (setting("DIRECT_URL")) return "DIRECT_URL"
  if (!setting("DATABASE_URL")) return undefined
  return setting("DATABASE_URL_UNPOOLED") ? "DATABASE_URL_UNPOOLED" : "DATABASE_URL"
}

/**
 * The address in that variable.
 * @throws with a message for the owner if it cannot be read
 */
export function ownDatabaseUrl() {
  const name = ownDatabaseVariable()
  const url = name && setting(name)
  try {
    if (url) readDatabaseUrl(url)
  } catch (cause) {
    if (!(cause instanceof DatabaseUrlError)) throw cause
    throw new Error(`${name} ${cause.problem} ${cause.fix}`, { cause })
  }
  return url
}

/**
 * Why this deployment must not migrate its database: a preview may use that of production.
 * @returns {string | undefined} undefined if it may
 */
export function whyNotToMigrate() {
  if (setting("VERCEL_ENV") !== "preview" || setting("DATABASE_PREVIEW") === "own") return undefined
  return "a preview does not change the database, which may be that of production. If previews have databases of their own, set DATABASE_PREVIEW=own for them."
}
