// What it costs: connections of instances that come and go, and the rate limit.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { ms, quantile } from "./measure.mjs"
import { poolSize } from "./servers.mjs"
import { Visitor } from "./visitor.mjs"

const coldInstances = 20
const readsAtOnce = 20
const warmUp = 60
const signIns = 300

/** @type {import("./checks-together.mjs").Check[]} */
export const connectionChecks = [
  {
    name: `${coldInstances} cold instances at once do not exhaust the connections`,
    async run({ site, another, primary }) {
      const cold = await Promise.all(Array.from({ length: coldInstances }, () => another()))
      let reads = 0
      /** @type {number[]} */
      const starts = []
      const most = await mostConnections(primary.superuserUrl, async () => {
        try {
          starts.push(...(await Promise.all(cold.map((one) => one.start()))))
          const firstRequests = cold.map(async ({ origin }, index) => {
            const [visitor, sub] = [new Visitor(site), `cold-${index}`]
            await visitor.signIn(sub, origin)
            const read = () => visitor.expect(sub, origin).then(() => reads++)
            await Promise.all(Array.from({ length: readsAtOnce }, read))
          })
          await Promise.all(firstRequests)
        } finally {
          await Promise.all(cold.map((one) => one.stop()))
        }
      })
      if (most > poolSize)
        throw new Error(`${most} connections to PostgreSQL, of ${poolSize} that PgBouncer may hold`)
      return `${coldInstances} sign-ins and ${reads} reads, ${readsAtOnce} at once on each, all answered; at most ${most} connections to PostgreSQL, where ${coldInstances} × 10 could ask; ready ${ms(quantile(starts, 0.5))} after all were started at once`
    },
  },
  {
    name: "the rate limit costs at most 10 % of a sign-in",
    async run({ site, another }) {
      const off = await another({ AUTH_RATE_LIMIT: "off" })
      const on = await another({ AUTH_RATE_LIMIT: "999999" })
      const twin = await another({ AUTH_RATE_LIMIT: "off" })
      const sides = [off, on, twin].map(({ origin }) => ({ origin, took: /** @type {number[]} */ ([]) }))
      const all = [off, on, twin]
      for (const one of all) await one.start()
      for (let turn = 0; turn < warmUp + signIns; turn++)
        // Each side comes first, second and third as often as the others.
        for (const [index, { origin, took }] of [
          ...sides.slice(turn % 3),
          ...sides.slice(0, turn % 3),
        ].entries()) {
          const visitor = new Visitor(site)
          const began = performance.now()
          await visitor.signIn(`cost-${turn}-${index}`, origin)
          if (turn >= warmUp) took.push(performance.now() - began)
        }
      for (const one of all) await one.stop()
      const [without = 0, limited = 0, control = 0] = sides.map(({ took }) => quantile(took, 0.5))
      const percent = (/** @type {number} */ value) => `${((value / without - 1) * 100).toFixed(1)} %`
      const figures = `${percent(limited)} of a sign-in's ${ms(without)} (another instance without a limit, as a control: ${percent(control)})`
      if (limited > (1.1 * (without + control)) / 2) throw new Error(figures)
      return figures
    },
  },
]

/**
 * The most connections that the application had to PostgreSQL while some work went on.
 * @param {string} url
 * @param {() => Promise<void>} work
 */
async function mostConnections(url, work) {
  return withClient(url, async (client) => {
    let [most, isOver] = [0, false]
    const watching = (async () => {
      for (; !isOver; await sleep(20)) {
        const { rows } = await client.query(
          "SELECT count(*)::int AS now FROM pg_stat_activity WHERE usename = 'portico'",
        )
        most = Math.max(most, rows[0].now)
      }
    })()
    try {
      await work()
    } finally {
      isOver = true
      await watching
    }
    return most
  })
}
