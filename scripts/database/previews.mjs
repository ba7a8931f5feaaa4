// Previews may be connected to production's database, whose tables are not theirs to change.
import { setting } from "../lib/environment.mjs"

/**
 * Why this deployment must leave the database's tables alone.
 * @returns {string | undefined} nothing where it may change them
 */
export function whyPreviewsWait() {
  if (setting("VERCEL_ENV") !== "preview" || setting("DATABASE_PREVIEW") === "own") return undefined
  return "a preview leaves the database as it is, since it may be production's. Where previews have databases of their own, set DATABASE_PREVIEW=own for them."
}
