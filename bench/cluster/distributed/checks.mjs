// Checks that the app works on a distributed database as it does on one server.
import { randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../../scripts/database/client.mjs"
import { sharedStateChecks } from "../checks-shared-state.mjs"
import { until } from "../postgres.mjs"
import { RequestError, Visitor } from "../visitor.mjs"
import { distributedTables } from "./cluster.mjs"
import { distributedFaultChecks } from "./faults.mjs"
import { migrationChecks } from "./migrations.mjs"
import { readChecks } from "./reads.mjs"

/**
 * @typedef {object} DistributedCheck
 * @property {string} name
 * @property {"stopWorker" | "addWorker"} [needs] an option without which it is skipped
 * @property {(environment: import("./environment.mjs").DistributedEnvironment) => Promise<string>} run resolves with the figures for
 *   docs/scaling.md
 */

const expected = {
  Account: "reference",
  Note: "local",
  RateLimit: "8 shards by key",
  Session: "32 shards by sessionToken",
  User: "reference",
}
const backlog = 500
const callsAtOnce = 25

/** Those that need no proxy in front of the instances. */
const shared = sharedStateChecks.filter(({ name }) => !name.includes("nginx"))

/** @type {DistributedCheck[]} */
export const distributedChecks = [
  {
    name: "prisma/citus.sql distributes a migrated database",
    async run({ url }) {
      const tables = await distributedTables(url)
      const found = Object.entries(expected).map(([name]) => `${name}: ${tables[name] ?? "not distributed"}`)
      if (
        found.join() !==
        Object.entries(expected)
          .map(([name, kind]) => `${name}: ${kind}`)
          .join()
      )
        throw new Error(found.join("; "))
      return found.join("; ")
    },
  },
  ...shared.map(({ name, run }) => ({
    name,
    async run(/** @type {import("./environment.mjs").DistributedEnvironment} */ environment) {
      await openConnections(environment)
      // These checks use of their environment only what both have.
      return run(
        /** @type {import("../test-environment.mjs").TestEnvironment} */ (
          /** @type {unknown} */ (environment)
        ),
      )
    },
  })),
  {
    name: "ten first sign-ins of one account at once make one user",
    async run({ site, instances, url }) {
      const sub = `at-once-${randomBytes(4).toString("hex")}`
      const visitors = Array.from({ length: 10 }, () => new Visitor(site))
      const begun = await Promise.all(visitors.map((visitor) => visitor.begin()))
      await Promise.all(
        visitors.map((visitor, turn) =>
          visitor.finish(
            begun[turn]?.authorization ?? new URL(""),
            sub,
            instances[turn % instances.length]?.origin,
          ),
        ),
      )
      for (const visitor of visitors) await visitor.expect(sub)
      const users = await countOf(url, `"User" WHERE "email" = $1`, [`${sub}@example.test`])
      if (users !== 1) throw new Error(`${users} users`)
      return "10 sessions, 1 user"
    },
  },
  {
    name: "an account is linked, signs in, and is unlinked",
    async run({ site, second, instances, url }) {
      const sub = `linked-${randomBytes(4).toString("hex")}`
      const visitor = new Visitor(site)
      await visitor.signIn(sub)
      const link = async (/** @type {string} */ at) => {
        const { location } = await visitor.send("POST", "/api/link", { at, body: "provider=oidc-second" })
        return second.approve(new URL(location), `other-${sub}`)
      }
      const { pathname, search } = await link(instances[0]?.origin ?? "")
      const linked = await visitor.send("GET", pathname + search, { at: instances[1]?.origin })
      if (linked.status !== 303) throw new RequestError("link", linked.status, linked.text)
      const accounts = () =>
        countOf(url, `"Account" a JOIN "User" u ON u."id" = a."userId" WHERE u."email" = $1`, [
          `${sub}@example.test`,
        ])
      if ((await accounts()) !== 2) throw new Error("the account is not linked")
      const at = await visitor.submit("/dashboard/accounts", "Unlink")
      if ((await accounts()) !== 1) throw new Error(`the account is not unlinked: ${at}`)
      return "2 accounts, then 1"
    },
  },
  {
    name: "tokens are refreshed once for all callers on two instances",
    async run({ site, provider, instances }) {
      const visitor = new Visitor(site)
      await visitor.signIn(`refreshed-${randomBytes(4).toString("hex")}`)
      await sleep(1_100)
      const before = provider.tokenRequests()
      const responses = await Promise.all(
        Array.from({ length: callsAtOnce * instances.length }, (_, turn) =>
          visitor.send("GET", "/api/token?provider=oidc", { at: instances[turn % instances.length]?.origin }),
        ),
      )
      const texts = new Set(responses.map(({ text }) => text))
      const requests = provider.tokenRequests() - before
      if (texts.size !== 1 || ![...texts][0]?.includes('"ok"') || requests !== 1)
        throw new Error(`${requests} requests to the provider; ${[...texts].join(" | ").slice(0, 300)}`)
      return `${responses.length} equal responses, 1 request to the provider`
    },
  },
  {
    name: "a user exports all data, and deletes the account with all its sessions",
    async run({ site, url }) {
      const sub = `deleted-${randomBytes(4).toString("hex")}`
      const [visitor, other] = [new Visitor(site), new Visitor(site)]
      await visitor.signIn(sub)
      await other.signIn(sub)
      const data = await visitor.send("POST", "/dashboard/settings/export", { body: "" })
      if (!data.text.includes(`${sub}@example.test`)) throw new RequestError("export", data.status, data.text)
      const at = await visitor.submit("/dashboard/settings", 'name="sure"')
      if ((await other.currentEmail()) !== null) throw new Error(`the other session has not ended: ${at}`)
      const left = await countOf(url, `"User" WHERE "email" = $1`, [`${sub}@example.test`])
      if (left !== 0) throw new Error("the user is still there")
      return "1 user, 2 sessions"
    },
  },
  {
    name: "expired sessions, counters and personal data are cleaned up",
    async run({ site, newInstance, url }) {
      const owner = await seedExpired(url)
      const cleaner = await newInstance()
      await cleaner.start()
      const count = () => countOf(url, `(${leftovers}) AS t`)
      const before = await count()
      await until(
        "the cleanup",
        async () => {
          const visitor = new Visitor(site)
          await visitor.signIn("cleaner", cleaner.origin)
          await visitor.signOut(cleaner.origin)
          return (await count()) === 0
        },
        120,
      )
      await cleaner.stop()
      await withClient(url, (client) => client.query(`DELETE FROM "User" WHERE "id" = $1`, [owner]))
      return `${before} rows of three tables`
    },
  },
  ...readChecks,
  ...migrationChecks,
  ...distributedFaultChecks,
]

/** Without a pooler, each instance opens its ten connections, and the coordinator its own to the workers. @param {import("./environment.mjs").DistributedEnvironment} environment */
async function openConnections({ instances }) {
  await Promise.all(
    instances.flatMap(({ origin }) => Array.from({ length: 10 }, () => fetch(`${origin}/api/health`))),
  )
}

/** @param {string} url @returns {Promise<string>} the id of the user who had them */
async function seedExpired(url) {
  const userId = randomBytes(8).toString("hex")
  await withClient(url, async (client) => {
    await client.query(`INSERT INTO "User" ("id", "email") VALUES ($1, $1 || '@example.test')`, [userId])
    await client.query(
      `INSERT INTO "Session" ("id", "sessionToken", "userId", "expires")
       SELECT gen_random_uuid()::text, gen_random_uuid()::text, $1, now() - interval '1 day' FROM generate_series(1, ${backlog})`,
      [userId],
    )
    await client.query(
      `INSERT INTO "RateLimit" ("key", "tries", "until")
       SELECT 'test ' || gen_random_uuid(), 1, now() - interval '1 day' FROM generate_series(1, ${backlog})`,
    )
    await client.query(
      `INSERT INTO "Activity" ("id", "event", "userId", "at", "address")
       SELECT gen_random_uuid()::text, 'signed_in', $1, now() - interval '100 days', '192.0.2.1' FROM generate_series(1, ${backlog})`,
      [userId],
    )
  })
  return userId
}

const leftovers = `
  SELECT 1 FROM "Session" WHERE "expires" < now()
  UNION ALL SELECT 1 FROM "RateLimit" WHERE "until" < now() - interval '10 minutes'
  UNION ALL SELECT 1 FROM "Activity" WHERE "at" < now() - interval '91 days' AND "address" IS NOT NULL`

/**
 * @param {string} url
 * @param {string} from
 * @param {unknown[]} [values]
 * @returns {Promise<number>}
 */
async function countOf(url, from, values = []) {
  return withClient(url, async (client) => {
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${from}`, values)
    return rows[0].count
  })
}
