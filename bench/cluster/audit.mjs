// Whether the database holds what a crowd was told, and nothing by halves.
import { withClient } from "../../scripts/database/client.mjs"

/**
 * @param {string} url
 * @param {{ prefix: string, told: import("./crowd.mjs").CheckedMessage }} crowd
 * @returns {Promise<{ users: number, sessions: number, unseen: number }>} unseen: sessions whose answer got lost
 * @throws when something is lost, doubled or half
 */
export async function audit(url, { prefix, told }) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `WITH seen AS (SELECT * FROM unnest($1::text[], $2::text[]) AS s(session, sub)),
       people AS (SELECT "userId", "providerAccountId" FROM "Account" WHERE "providerAccountId" LIKE $3),
       opened AS (SELECT s.* FROM "Session" s JOIN people USING ("userId"))
       SELECT
         (SELECT count(*)::int FROM people) AS accounts,
         (SELECT count(*)::int FROM "User" WHERE "email" LIKE $3) AS users,
         (SELECT count(DISTINCT lower("email"))::int FROM "User" WHERE "email" LIKE $3) AS addresses,
         (SELECT count(*)::int FROM "User" u WHERE NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id")) AS bare,
         (SELECT count(*)::int FROM opened) AS sessions,
         (SELECT count(*)::int FROM "Activity" JOIN people USING ("userId") WHERE "event" = 'signed_in') AS entries,
         (SELECT count(*)::int FROM "Activity" JOIN people USING ("userId") WHERE "event" = 'signed_out') AS exits,
         (SELECT count(*)::int FROM seen WHERE NOT EXISTS (
           SELECT 1 FROM "Session" s JOIN people p USING ("userId")
           WHERE s."sessionToken" = seen.session AND p."providerAccountId" = seen.sub)) AS lost`,
      [told.signIns.map(({ session }) => session), told.signIns.map(({ sub }) => sub), `${prefix}%`],
    )
    const [found] = rows
    const left = told.done.filter(({ kind }) => kind === "signOut").length
    const entered = told.signIns.length + left
    const faults = [
      found.lost > 0 && `${found.lost} sign-ins that were told to have succeeded have no session`,
      found.users !== found.accounts && `${found.users} users but ${found.accounts} accounts`,
      found.users !== found.addresses && `${found.users} users but ${found.addresses} addresses`,
      found.bare > 0 && `${found.bare} users without an account`,
      found.sessions !== found.entries - found.exits &&
        `${found.sessions} sessions, but ${found.entries} sign-ins and ${found.exits} sign-outs are written down`,
      found.entries < entered && `${entered} sign-ins were told, ${found.entries} are written down`,
    ].filter(Boolean)
    if (faults.length > 0) throw new Error(faults.join("; "))
    return { users: found.users, sessions: found.sessions, unseen: found.entries - entered }
  })
}
