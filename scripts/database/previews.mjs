// A preview deployment may use the production database and must not change its tables.
import { setting } from "../lib/environment.mjs"

/**
 * The reason why this deployment must not migrate its database.
 * @returns {string | undefined} undefined if it may
 */
export function whyNotToMigrate() {
  if (setting("VERCEL_ENV") !== "preview" || setting("DATABASE_PREVIEW") === "own") return undefined
  return "a preview does not change the database, which may be that of production. If previews have databases of their own, set DATABASE_PREVIEW=own for them."
}
