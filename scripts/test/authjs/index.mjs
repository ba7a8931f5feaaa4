// Databases as Auth.js's Prisma adapter leaves them.
import { readFile } from "node:fs/promises"
import { withClient } from "../../database/client.mjs"

/** @typedef {"id" | "composite"} Shape the primary key of Account: an id of its own, or provider and providerAccountId */

/** @type {readonly Shape[]} */
export const shapes = ["id", "composite"]

/**
 * Empties a database and fills it like Auth.js.
 * @param {string} url
 * @param {Shape} shape
 */
export async function fillLikeAuthjs(url, shape) {
  const sql = await readFile(new URL(`${shape}.sql`, import.meta.url), "utf8")
  await withClient(url, (client) => client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${sql}`))
}
