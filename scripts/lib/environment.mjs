// The owner's environment: the variables of this process, then those of his .env files.
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseEnv } from "node:util"
import { readText } from "./private-file.mjs"

/** The checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

/** Where the embedded database lies. */
export const databaseDirectory = join(root, ".data", "postgres")

/**
 * Puts the variables of the .env files into process.env, in Next's order. A name that is defined already stays as it is,
 * even if it is empty: `DATABASE_URL= npm run dev` turns to the embedded database.
 * @param {{ mode?: "development", directory?: string }} [options]  mode: reads that mode's files too
 */
export async function loadEnvironment({ mode, directory = root } = {}) {
  const names = mode ? [`.env.${mode}.local`, ".env.local", `.env.${mode}`, ".env"] : [".env.local", ".env"]
  for (const name of names)
    for (const [variable, value] of Object.entries(parseEnv((await readText(join(directory, name))) ?? "")))
      process.env[variable] ??= value
}

/**
 * The value of a variable; empty counts as unset.
 * @param {string} name
 */
export function setting(name) {
  return process.env[name]?.trim() || undefined
}

/**
 * The owner's own database, for work that must not go through a pooler; undefined means the embedded one.
 * An emptied DATABASE_URL means that too, whatever DIRECT_URL is.
 */
export function ownDatabaseUrl() {
  if (process.env.DATABASE_URL === "") return undefined
  return setting("DIRECT_URL") ?? setting("DATABASE_URL")
}
