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
    const count = async (/** @type {string} */ from, /** @type {unknown[]} */ values = []) => {
      const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${from}`, values)
      return Number(rows[0].count)
    }
    // One statement for each, which a distributed database can run too.
    const ofVisitors = `JOIN "Account" a ON a."userId" = t."userId" WHERE a."providerAccountId" LIKE $1`
    const all = [`${prefix}%`]
    const reported = [log.signIns.map(({ session }) => session), log.signIns.map(({ sub }) => sub)]
    const found = {
      accounts: await count(`"Account" WHERE "providerAccountId" LIKE $1`, all),
      users: await count(`"User" WHERE "email" LIKE $1`, all),
      addresses: await count(`(SELECT DISTINCT lower("email") FROM "User" WHERE "email" LIKE $1) AS t`, all),
      users_without_account: await count(
        `"User" u LEFT JOIN "Account" a ON a."userId" = u."id" WHERE a."id" IS NULL`,
      ),
      sessions: await count(`"Session" t ${ofVisitors}`, all),
      sign_ins: await count(`"Activity" t ${ofVisitors} AND t."event" = 'signed_in'`, all),
      sign_outs: await count(`"Activity" t ${ofVisitors} AND t."event" = 'signed_out'`, all),
      lost: await count(
        `(SELECT * FROM unnest($1::text[], $2::text[]) AS r(session, sub)
          EXCEPT SELECT s."sessionToken", a."providerAccountId" FROM "Session" s JOIN "Account" a ON a."userId" = s."userId") AS t`,
        reported,
      ),
    }
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
