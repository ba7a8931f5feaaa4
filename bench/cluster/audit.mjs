// Checks that the database matches the responses that visitors received.
import { withClient } from "../../scripts/database/client.mjs"

/**
 * @param {string} url
 * @param {{ prefix: string, log: import("./traffic.mjs").TrafficLog }} traffic
 * @returns {Promise<{ users: number, sessions: number, unseen: number }>} unseen: sessions whose response was lost
 * @throws when a row is missing, duplicated or incomplete
 */
export async function audit(url, { prefix, log }) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `WITH reported AS (SELECT * FROM unnest($1::text[], $2::text[]) AS r(session, sub)),
       visitors AS (SELECT "userId", "providerAccountId" FROM "Account" WHERE "providerAccountId" LIKE $3),
       open_sessions AS (SELECT s.* FROM "Session" s JOIN visitors USING ("userId"))
       SELECT
         (SELECT count(*)::int FROM visitors) AS accounts,
         (SELECT count(*)::int FROM "User" WHERE "email" LIKE $3) AS users,
         (SELECT count(DISTINCT lower("email"))::int FROM "User" WHERE "email" LIKE $3) AS addresses,
         (SELECT count(*)::int FROM "User" u WHERE NOT EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id")) AS users_without_account,
         (SELECT count(*)::int FROM open_sessions) AS sessions,
         (SELECT count(*)::int FROM "Activity" JOIN visitors USING ("userId") WHERE "event" = 'signed_in') AS sign_ins,
         (SELECT count(*)::int FROM "Activity" JOIN visitors USING ("userId") WHERE "event" = 'signed_out') AS sign_outs,
         (SELECT count(*)::int FROM reported WHERE NOT EXISTS (
           SELECT 1 FROM "Session" s JOIN visitors v USING ("userId")
           WHERE s."sessionToken" = reported.session AND v."providerAccountId" = reported.sub)) AS lost`,
      [log.signIns.map(({ session }) => session), log.signIns.map(({ sub }) => sub), `${prefix}%`],
    )
    const [found] = rows
    const signOuts = log.succeeded.filter(({ kind }) => kind === "signOut").length
    const signIns = log.signIns.length + signOuts
    const problems = [
      found.lost > 0 && `${found.lost} sign-ins were reported as successful and have no session`,
      found.users !== found.accounts && `${found.users} users but ${found.accounts} accounts`,
      found.users !== found.addresses && `${found.users} users but ${found.addresses} addresses`,
      found.users_without_account > 0 && `${found.users_without_account} users without an account`,
      found.sessions !== found.sign_ins - found.sign_outs &&
        `${found.sessions} sessions, but Activity has ${found.sign_ins} sign-ins and ${found.sign_outs} sign-outs`,
      found.sign_ins < signIns && `${signIns} sign-ins succeeded, but Activity has ${found.sign_ins}`,
    ].filter(Boolean)
    if (problems.length > 0) throw new Error(problems.join("; "))
    return { users: found.users, sessions: found.sessions, unseen: found.sign_ins - signIns }
  })
}
