// What `npm run dev` brings where the owner has set nothing, so that a fresh checkout is not told it lacks it.
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { isLoopback } from "../database/client.mjs"
import { databaseDirectory, ownDatabaseUrl, root, setting } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"

/** @typedef {import("../../lib/auth/diagnostics/check").Check} Check */

/** Stands for the embedded database before the first `npm run dev`. */
export const notMadeYet = "postgres://localhost/not-made-yet"

/**
 * Puts the launcher's own values in the place of those that are missing, unless a deployed or production app is looked at.
 * @returns {Promise<Check[]>} what came from the launcher
 */
export async function bringDefaults() {
  const url = setting("AUTH_URL")
  if (process.env.NODE_ENV === "production" || (url && !(URL.canParse(url) && isLoopback(url)))) return []
  const secret = (await readText(join(root, ".data", "secret")))?.trim()
  const defaults = {
    AUTH_URL: `http://localhost:${setting("PORT") ?? 3000}`,
    AUTH_SECRET: secret ?? randomBytes(32).toString("base64url"),
    ...(!ownDatabaseUrl() && { DATABASE_URL: await embeddedUrl() }),
  }
  return Object.entries(defaults).flatMap(([name, value]) => {
    if (setting(name)) return []
    process.env[name] = value
    return [{ name, result: "ok", detail: "not set: `npm run dev` brings it" }]
  })
}

async function embeddedUrl() {
  if (!existsSync(databaseDirectory)) return notMadeYet
  const { startPostgres } = await import("../database/postgres.mjs")
  const { url } = await startPostgres({ directory: databaseDirectory })
  return url
}
