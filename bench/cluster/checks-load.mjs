// Load at capacity, and the effect of the cleanup on response times.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { load } from "./load.mjs"
import { ms, quantile } from "./measure.mjs"
import { summary, withTraffic } from "./traffic.mjs"

/** Few enough to leave the machine idle capacity, so that a lock wait is visible. */
const lightVisitors = 3
const baselineSeconds = 40
const rows = 1_000_000
/** A smaller slope is noise from requests in progress. */
const flatMegabytesPerMinute = 2
/** In a shorter run the heap is still growing to its normal size. */
const minutesToJudge = 5

/**
 * @typedef {object} Measured the input for the plan in docs/scaling.md
 * @property {import("./load.mjs").Load} [load]
 * @property {{ session: number, activity: number }} [bytes] per row, with its indexes
 */

/**
 * @param {number} minutes
 * @param {Measured} measured is filled with the figures
 * @returns {import("./checks-shared-state.mjs").Check[]}
 */
export const loadChecks = (minutes, measured) => [
  {
    name: `${minutes} minutes at capacity: no wrong response, and memory stays flat`,
    async run(environment) {
      const result = await load(environment, minutes)
      measured.load = result
      const { responses, rates, memory } = result
      const speed = (/** @type {keyof typeof rates} */ kind, /** @type {string} */ name) =>
        `${rates[kind].perSecond.toFixed(1)} ${name}/s (p50 ${ms(rates[kind].p50)}, p99 ${ms(rates[kind].p99)})`
      const figures = [
        `0 of ${responses} responses wrong or failed`,
        speed("signIn", "sign-ins"),
        speed("read", "session reads"),
        speed("signOut", "sign-outs"),
        `memory of each instance: ${memory
          .map(
            ({ maximum, retained, slope }) =>
              `${maximum.toFixed(0)} MB at most, ${retained.toFixed(0)} MB after garbage collection (${slope.toFixed(2)} MB/min after the first quarter)`,
          )
          .join(", ")}`,
      ].join("; ")
      const isFlat = memory.every(({ slope }) => slope <= flatMegabytesPerMinute)
      if (minutes >= minutesToJudge && !isFlat) throw new Error(figures)
      return figures
    },
  },
  {
    name: "a million expired sessions and a million old activity rows are cleaned up without lock waits",
    async run({ site, instances, primary }) {
      const before = await lightTraffic(site, () => sleep(baselineSeconds * 1000))
      const superuserUrl = primary.superuserUrl.replace(/\/postgres$/, primary.url.pathname)
      await withClient(superuserUrl, async (client) => {
        const empty = await sizes(client)
        await client.query(backlog)
        const full = await sizes(client)
        measured.bytes = {
          session: (full.session - empty.session) / rows,
          activity: (full.activity - empty.activity) / rows,
        }
        await client.query("VACUUM ANALYZE")
        await client.query("CHECKPOINT")
      })
      // A new process cleans up after its first sign-in.
      for (const instance of instances) {
        await instance.stop()
        await instance.start()
      }
      /** @type {string[]} */
      const waits = []
      let seconds = 0
      const during = await lightTraffic(site, () =>
        withClient(superuserUrl, async (client) => {
          const began = Date.now()
          for (let isLeft = true; isLeft;) {
            await sleep(250)
            const [found] = (await client.query(progress)).rows
            waits.push(...found.waits)
            isLeft = found.left
            if (Date.now() - began > 20 * 60_000) throw new Error("the cleanup took more than 20 minutes")
          }
          seconds = (Date.now() - began) / 1000
        }),
      )
      const figures = [
        `cleaned up in ${seconds.toFixed(0)} s`,
        `a session read took ${before.text} before and ${during.text} during the cleanup`,
        `${waits.length} lock waits in four samples per second${waits.map((wait) => `; ${wait}`).join("")}`,
      ].join("; ")
      if (waits.length > 0 || during.p99 > 2 * before.p99) throw new Error(figures)
      return figures
    },
  },
]

/**
 * Reads sessions with few visitors while `work` runs.
 * @param {import("./visitor.mjs").Site} site
 * @param {() => Promise<unknown>} work
 */
async function lightTraffic(site, work) {
  let began = 0
  const { log } = await withTraffic(site, { visitors: lightVisitors }, async () => {
    await sleep(2_000)
    began = Date.now()
    await work()
  })
  if (log.failed.length > 0) throw new Error(summary(log.failed))
  const reads = log.succeeded.filter(({ kind, at }) => kind === "read" && at > began).map(({ took }) => took)
  const [p50, p99] = [quantile(reads, 0.5), quantile(reads, 0.99)]
  return { p99, text: `${ms(p50)} (p99 ${ms(p99)}, ${reads.length} reads)` }
}

/** @param {import("pg").Client} client @returns {Promise<{ session: number, activity: number }>} */
async function sizes(client) {
  const { rows: found } = await client.query(
    `SELECT pg_total_relation_size('"Session"') AS session, pg_total_relation_size('"Activity"') AS activity`,
  )
  return { session: Number(found[0].session), activity: Number(found[0].activity) }
}

// The replica role skips the foreign key checks; the users exist.
const backlog = `
  SET session_replication_role = replica;
  INSERT INTO "User" ("id", "email")
    SELECT 'old-' || n, 'old-' || n || '@example.test' FROM generate_series(1, 1000) n;
  INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId")
    SELECT 'old-' || n, 'old-' || n, 'oidc', 'oidc', 'old-' || n FROM generate_series(1, 1000) n;
  INSERT INTO "Session" (
    "id", "sessionToken", "userId", "expires", "createdAt", "lastSeen", "userAgent", "address", "provider", "providerSid"
  )
    SELECT gen_random_uuid()::text, left(md5(n::text) || md5(n::text), 43), 'old-' || (1 + n % 1000),
      now() - n * interval '1 second', now() - interval '60 days', now() - interval '60 days',
      'portico-cluster', '192.0.2.1', 'oidc', 'sid-old-' || n
    FROM generate_series(1, ${rows}) n;
  INSERT INTO "Activity" ("id", "at", "event", "userId", "provider", "userAgent", "address", "attempt")
    SELECT gen_random_uuid()::text, now() - interval '92 days' - n * interval '1 second', 'signed_in',
      'old-' || (1 + n % 1000), 'oidc', 'portico-cluster', '192.0.2.1', left(md5('a' || n) || md5(n::text), 43)
    FROM generate_series(1, ${rows}) n`

const progress = `
  SELECT
    ARRAY(
      SELECT wait_event || ': ' || query FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'portico'
    ) AS waits,
    EXISTS (SELECT 1 FROM "Session" WHERE "expires" < now()) OR EXISTS (
      SELECT 1 FROM "Activity"
      WHERE "at" < now() - interval '91 days' AND ("address" IS NOT NULL OR "userAgent" IS NOT NULL)
    ) AS left`
