// Applies the defaults of `npm run dev`, so that a fresh checkout has no missing variables.
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { isLoopback } from "../database/client.mjs"
import { databaseDirectory, ownDatabaseVariable, root, setting } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"

/** @typedef {import("../../lib/auth/diagnostics/check").Check} Check */

/** A placeholder for the embedded database before the first `npm run dev`. */
export const databaseNotCreated = "postgres://localhost/not-created-yet"

/**
 * Sets missing variables to the launcher's defaults, unless a deployed or production app is checked.
 * @returns {Promise<Check[]>} a check for each default
 */
export async function applyDevelopmentDefaults() {
  const url = setting("AUTH_URL")
  if (process.env.NODE_ENV === "production" || (url && !isLoopback(url))) return []
  const secret = (await readText(join(root, ".data", "secret")))?.trim()
  const defaults = {
    AUTH_URL: `http://localhost:${setting("PORT") ?? 3000}`,
    AUTH_SECRET: secret ?? randomBytes(32).toString("base64url"),
    ...(!ownDatabaseVariable() && { DATABASE_URL: await embeddedUrl() }),
  }
  return Object.entries(defaults).flatMap(([name, value]) => {
    if (setting(name)) return []
    process.env[name] = value
    return [{ name, result: "ok", detail: "not set: `npm run dev` provides it" }]
  })
}

async function embeddedUrl() {
  if (!existsSync(databaseDirectory)) return databaseNotCreated
  const { startPostgres } = await import("../database/postgres.mjs")
  const { url } = await startPostgres({ directory: databaseDirectory })
  return url
}
