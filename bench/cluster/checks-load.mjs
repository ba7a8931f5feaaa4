// What the instances bear, and whether cleaning up is felt.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { crowd, summary } from "./crowd.mjs"
import { load } from "./load.mjs"
import { ms, quantile } from "./measure.mjs"

/** Few enough to leave the machine room, so that a wait is seen as one. */
const calmVisitors = 3
const calmSeconds = 40
const rows = 1_000_000
/** Below this a slope is noise: what is on the way at that moment. */
const flatMegabytesPerMinute = 2
/** In a shorter run the heap still grows to its size. */
const minutesToJudge = 5

/**
 * @typedef {object} Measured what the plan of docs/scaling.md is made from
 * @property {import("./load.mjs").Load} [load]
 * @property {{ session: number, activity: number }} [bytes] of a row with its indexes
 */

/**
 * @param {number} minutes
 * @param {Measured} measured gets the figures
 * @returns {import("./checks-together.mjs").Check[]}
 */
export const loadChecks = (minutes, measured) => [
  {
    name: `${minutes} minutes at capacity: no wrong answer, and memory stays flat`,
    async run(stage) {
      const found = await load(stage, minutes)
      measured.load = found
      const { answers, rates, memory } = found
      const speed = (/** @type {keyof typeof rates} */ kind, /** @type {string} */ name) =>
        `${rates[kind].perSecond.toFixed(1)} ${name}/s (p50 ${ms(rates[kind].p50)}, p99 ${ms(rates[kind].p99)})`
      const figures = [
        `0 of ${answers} answers wrong or refused`,
        speed("signIn", "sign-ins"),
        speed("read", "session reads"),
        speed("signOut", "sign-outs"),
        `memory of each instance: ${memory
          .map(
            ({ most, stays, slope }) =>
              `${most.toFixed(0)} MB at most, ${stays.toFixed(0)} MB swept (${slope.toFixed(2)} MB/min after the first quarter)`,
          )
          .join(", ")}`,
      ].join("; ")
      const isFlat = memory.every(({ slope }) => slope <= flatMegabytesPerMinute)
      if (minutes >= minutesToJudge && !isFlat) throw new Error(figures)
      return figures
    },
  },
  {
    name: "a million ended sessions and a million old activities are cleaned while nobody waits",
    async run({ site, instances, primary }) {
      const before = await calm(site, () => sleep(calmSeconds * 1000))
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
      // A new process tidies with its first sign-in.
      for (const one of instances) {
        await one.stop()
        await one.start()
      }
      /** @type {string[]} */
      const waits = []
      let took = 0
      const during = await calm(site, () =>
        withClient(superuserUrl, async (client) => {
          const began = Date.now()
          for (let left = true; left;) {
            await sleep(250)
            const [found] = (await client.query(progress)).rows
            waits.push(...found.waits)
            left = found.left
            if (Date.now() - began > 20 * 60_000) throw new Error("not cleaned within 20 minutes")
          }
          took = (Date.now() - began) / 1000
        }),
      )
      const figures = [
        `cleaned in ${took.toFixed(0)} s`,
        `a session read took ${before.text} before and ${during.text} meanwhile`,
        `${waits.length} waits for a lock seen, looking four times a second${waits.map((what) => `; ${what}`).join("")}`,
      ].join("; ")
      if (waits.length > 0 || during.p99 > 2 * before.p99) throw new Error(figures)
      return figures
    },
  },
]

/**
 * A crowd that leaves the machine room.
 * @param {import("./visitor.mjs").Site} site
 * @param {() => Promise<unknown>} work how long it stays
 */
async function calm(site, work) {
  let began = 0
  const { told } = await crowd(site, { visitors: calmVisitors }, async () => {
    await sleep(2_000)
    began = Date.now()
    await work()
  })
  if (told.refused.length > 0) throw new Error(summary(told.refused))
  const reads = told.done.filter(({ kind, at }) => kind === "read" && at > began).map(({ took }) => took)
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

// Without looking up each row's user: they are there.
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
