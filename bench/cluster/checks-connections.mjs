// The cost of instances that start and stop, in connections, and of the rate limit, in time.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { ms, quantile } from "./measure.mjs"
import { poolSize } from "./servers.mjs"
import { Visitor } from "./visitor.mjs"

const coldInstances = 20
const readsAtOnce = 20
const warmUp = 60
const signIns = 300

/** @type {import("./checks-shared-state.mjs").Check[]} */
export const connectionChecks = [
  {
    name: `${coldInstances} cold instances started at once do not exhaust the connections`,
    async run({ site, newInstance, primary }) {
      const cold = await Promise.all(Array.from({ length: coldInstances }, () => newInstance()))
      let reads = 0
      /** @type {number[]} */
      const starts = []
      const maximum = await maximumConnections(primary.superuserUrl, async () => {
        try {
          starts.push(...(await Promise.all(cold.map((instance) => instance.start()))))
          const firstRequests = cold.map(async ({ origin }, index) => {
            const [visitor, sub] = [new Visitor(site), `cold-${index}`]
            await visitor.signIn(sub, origin)
            const read = () => visitor.expect(sub, origin).then(() => reads++)
            await Promise.all(Array.from({ length: readsAtOnce }, read))
          })
          await Promise.all(firstRequests)
        } finally {
          await Promise.all(cold.map((instance) => instance.stop()))
        }
      })
      if (maximum > poolSize)
        throw new Error(`${maximum} connections to PostgreSQL, but PgBouncer may open only ${poolSize}`)
      return `${coldInstances} sign-ins and ${reads} session reads, ${readsAtOnce} at once on each instance, all succeeded; at most ${maximum} connections to PostgreSQL for ${coldInstances} pools of 10; an instance is ready after ${ms(quantile(starts, 0.5))} when all start at once`
    },
  },
  {
    name: "the rate limit adds at most 10 % to the time of a sign-in",
    async run({ site, newInstance }) {
      const off = await newInstance({ AUTH_RATE_LIMIT: "off" })
      const on = await newInstance({ AUTH_RATE_LIMIT: "999999" })
      const control = await newInstance({ AUTH_RATE_LIMIT: "off" })
      const samples = [off, on, control].map(({ origin }) => ({ origin, took: /** @type {number[]} */ ([]) }))
      const all = [off, on, control]
      for (const instance of all) await instance.start()
      for (let turn = 0; turn < warmUp + signIns; turn++)
        // Each instance is first, second and third equally often.
        for (const [index, { origin, took }] of [
          ...samples.slice(turn % 3),
          ...samples.slice(0, turn % 3),
        ].entries()) {
          const visitor = new Visitor(site)
          const began = performance.now()
          await visitor.signIn(`cost-${turn}-${index}`, origin)
          if (turn >= warmUp) took.push(performance.now() - began)
        }
      for (const instance of all) await instance.stop()
      const [withoutLimit = 0, withLimit = 0, controlTime = 0] = samples.map(({ took }) =>
        quantile(took, 0.5),
      )
      const percent = (/** @type {number} */ value) => `${((value / withoutLimit - 1) * 100).toFixed(1)} %`
      const figures = `${percent(withLimit)} more than ${ms(withoutLimit)} (a second instance without a limit, as a control: ${percent(controlTime)})`
      if (withLimit > (1.1 * (withoutLimit + controlTime)) / 2) throw new Error(figures)
      return figures
    },
  },
]

/**
 * The maximum number of the app's connections to PostgreSQL while `work` runs.
 * @param {string} url
 * @param {() => Promise<void>} work
 */
async function maximumConnections(url, work) {
  return withClient(url, async (client) => {
    let [maximum, isOver] = [0, false]
    const sampling = (async () => {
      for (; !isOver; await sleep(20)) {
        const { rows } = await client.query(
          "SELECT count(*)::int AS now FROM pg_stat_activity WHERE usename = 'portico'",
        )
        maximum = Math.max(maximum, rows[0].now)
      }
    })()
    try {
      await work()
    } finally {
      isOver = true
      await sampling
    }
    return maximum
  })
}
