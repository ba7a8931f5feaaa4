// The time of a session read on the distributed table, next to one on plain tables of the same coordinator.
import { withClient } from "../../../scripts/database/client.mjs"
import { quantile } from "../measure.mjs"
import { Visitor } from "../visitor.mjs"

const statements = 2_000
const warmUp = 300
const rounds = 5
const requestsPerRound = 150
const atOnce = 8

/** As lib/auth/store/session-read.ts reads it. */
const read = `SELECT s."id", s."expires", s."lastSeen", u."id" AS "userId", u."name", u."email", u."image", u."role"
  FROM "Session" s JOIN "User" u ON u."id" = s."userId" AND u."disabledAt" IS NULL
  WHERE s."sessionToken" = $1 AND s."expires" > $2::timestamp`

/** @type {import("./checks.mjs").DistributedCheck[]} */
export const readChecks = [
  {
    name: "a session read is one task on one shard",
    async run({ site, url, plainUrl, instances, newInstance }) {
      const plain = await newInstance({ DATABASE_URL: plainUrl, AUTH_URL: site.origin })
      await plain.start()
      const [distributed] = instances
      const visitors = [
        { at: distributed?.origin, url, visitor: new Visitor(site), name: "read-distributed" },
        { at: plain.origin, url: plainUrl, visitor: new Visitor(site), name: "read-plain" },
      ]
      for (const { visitor, name, at } of visitors) await visitor.signIn(name, at)
      const tokens = visitors.map(({ visitor }) => visitor.session ?? "")
      const tasks = await tasksOf(url, tokens[0] ?? "")
      if (tasks !== 1) throw new Error(`${tasks} tasks`)

      const statement = await medianOf(url, tokens[0] ?? "")
      const plainStatement = await medianOf(plainUrl, tokens[1] ?? "")
      /** @type {number[][]} */
      const took = [[], []]
      for (let round = 0; round < rounds; round++)
        for (const [index, { visitor, name, at }] of visitors.entries())
          await requests(requestsPerRound, async () => {
            const began = performance.now()
            await visitor.expect(name, at)
            if (round > 0) took[index]?.push(performance.now() - began)
          })
      await plain.stop()
      const [request = 0, plainRequest = 0] = took.map((samples) => quantile(samples, 0.5))
      const ms = (/** @type {number} */ value) => `${value.toFixed(2)} ms`
      return (
        `1 task; the statement takes ${ms(statement)} (plain tables ${ms(plainStatement)}, ${(statement / plainStatement).toFixed(1)} times), ` +
        `\`/api/auth/session\` with ${atOnce} requests at once ${ms(request)} (${ms(plainRequest)}, ${(request / plainRequest).toFixed(1)} times); medians`
      )
    },
  },
]

/** @param {string} url @param {string} token @returns {Promise<number>} */
async function tasksOf(url, token) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      `EXPLAIN ${read.replace("$1", client.escapeLiteral(token)).replace("$2", "now()")}`,
    )
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n")
    return Number(/Task Count: (\d+)/.exec(plan)?.[1] ?? 0)
  })
}

/** The median of the statement, prepared, on one connection. @param {string} url @param {string} token @returns {Promise<number>} */
async function medianOf(url, token) {
  return withClient(url, async (client) => {
    /** @type {number[]} */
    const took = []
    for (let turn = 0; turn < warmUp + statements; turn++) {
      const began = performance.now()
      const { rowCount } = await client.query({
        name: "read",
        text: read,
        values: [token, new Date().toISOString()],
      })
      if (rowCount !== 1) throw new Error("the session was not found")
      if (turn >= warmUp) took.push(performance.now() - began)
    }
    return quantile(took, 0.5)
  })
}

/** @param {number} count @param {() => Promise<void>} request */
async function requests(count, request) {
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await request()
    }),
  )
}
