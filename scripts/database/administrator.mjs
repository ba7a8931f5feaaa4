// Makes a user an administrator. Only this command does so: the first user to sign in gets no special role.
import { withClient } from "./client.mjs"

/**
 * @param {string} url of the database
 * @param {string} user a verified address, or a user's id as the dashboard shows it
 * @returns {Promise<string>} the user's name
 * @throws {Error} when there is no such user
 */
export async function makeAdministrator(url, user) {
  const { rows } = await withClient(url, (client) =>
    client.query(
      `UPDATE "User" SET "role" = 'ADMIN'
       WHERE "id" = $1 OR (lower("email") = lower($1) AND "emailVerified" IS NOT NULL) RETURNING "name"`,
      [user],
    ),
  )
  if (rows.length === 0)
    throw new Error(`No user has the id or the verified address ${user}. The user must sign in once first.`)
  return rows[0].name ?? user
}
