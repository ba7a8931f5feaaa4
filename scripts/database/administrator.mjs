// Makes a user an administrator, on the owner's command alone: nobody becomes one by being first.
import { withClient } from "./client.mjs"

/**
 * @param {string} url of the database
 * @param {string} who a verified address, or a user's id as the dashboard shows it
 * @returns {Promise<string>} the user's name
 * @throws {Error} when there is no such user
 */
export async function makeAdministrator(url, who) {
  const { rows } = await withClient(url, (client) =>
    client.query(
      `UPDATE "User" SET "role" = 'ADMIN'
       WHERE "id" = $1 OR (lower("email") = lower($1) AND "emailVerified" IS NOT NULL) RETURNING "name"`,
      [who],
    ),
  )
  if (rows.length === 0)
    throw new Error(`Nobody has the id or the verified address ${who}. They must sign in once first.`)
  return rows[0].name ?? who
}
