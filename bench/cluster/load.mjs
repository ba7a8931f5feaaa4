// A run at capacity and its figures.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { audit } from "./audit.mjs"
import { cpuSeconds } from "./cpu.mjs"
import { quantile, slope } from "./measure.mjs"
import { summary, withTraffic } from "./traffic.mjs"

/** Enough to keep the machine busy. */
const visitors = 24
export const readsPerVisit = 8
/** Without a forced collection, the rhythm of V8's own would hide the slope of the retained memory. */
const secondsBetweenCollections = 60

/**
 * @typedef {object} Load
 * @property {number} responses
 * @property {Record<"signIn" | "read" | "signOut", { perSecond: number, p50: number, p99: number }>} rates
 * @property {{ maximum: number, retained: number, slope: number }[]} memory of each instance in MB: the maximum, the
 *   part retained after the last garbage collection, and its growth per minute after the first quarter
 * @property {Record<"app" | "database" | "replica" | "pooler" | "proxy" | "visitors", number>} cpu milliseconds per visit
 * @property {number} busy the mean number of busy connections to PostgreSQL
 * @property {number} connections the maximum number of connections to PostgreSQL
 * @property {number} walBytes per visit
 * @property {{ users: number, sessions: number }} rows
 */

/**
 * @param {import("./test-environment.mjs").TestEnvironment} environment
 * @param {number} minutes
 * @returns {Promise<Load>}
 * @throws when a response was wrong, or a row is missing, duplicated or incomplete
 */
export async function load(environment, minutes) {
  const { site, instances, primary } = environment
  const memory = instances.map((instance) => ({
    instance,
    maximum: 0,
    collected: /** @type {{ x: number, y: number }[]} */ ([]),
  }))
  const connections = { samples: 0, busy: 0, maximum: 0 }
  const [cpuBefore, walBefore] = [await cpuUsage(environment), await walBytes(primary)]
  const began = Date.now()
  const sample = () =>
    withClient(primary.superuserUrl, async (client) => {
      for (let second = 1; Date.now() - began < minutes * 60_000; second++) {
        await sleep(1_000)
        const { rows } = await client.query(
          `SELECT count(*)::int AS all, count(*) FILTER (WHERE state <> 'idle')::int AS busy
         FROM pg_stat_activity WHERE usename = 'portico'`,
        )
        connections.samples++
        connections.busy += rows[0].busy
        connections.maximum = Math.max(connections.maximum, rows[0].all)
        for (const usage of memory) {
          usage.maximum = Math.max(usage.maximum, usage.instance.memory())
          if (second % secondsBetweenCollections !== 0) continue
          await usage.instance.collectGarbage()
          usage.collected.push({ x: (Date.now() - began) / 60_000, y: usage.instance.memory() })
        }
      }
    })
  const traffic = await withTraffic(site, { visitors, reads: readsPerVisit, signOut: true }, sample)
  const seconds = (Date.now() - began) / 1000
  const [cpuAfter, walAfter] = [await cpuUsage(environment), await walBytes(primary)]
  const { log } = traffic
  if (log.failed.length > 0) throw new Error(`${summary(log.failed)}: ${log.failed[0]?.message}`)
  const { users, sessions } = await audit(primary.url.href, traffic)

  const rate = (/** @type {string} */ kind) => {
    const took = log.succeeded
      .filter((operation) => operation.kind === kind)
      .map((operation) => operation.took)
    return { perSecond: took.length / seconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }
  }
  const rates = { signIn: rate("signIn"), read: rate("read"), signOut: rate("signOut") }
  const visits = rates.signIn.perSecond * seconds
  const names = /** @type {(keyof Load["cpu"])[]} */ (Object.keys(cpuAfter))
  return {
    responses: log.succeeded.length,
    rates,
    memory: memory.map(({ maximum, collected }) => ({
      maximum,
      retained: collected.at(-1)?.y ?? Number.NaN,
      slope: slope(collected.filter(({ x }) => x > minutes / 4)),
    })),
    cpu: /** @type {Load["cpu"]} */ (
      Object.fromEntries(names.map((name) => [name, ((cpuAfter[name] - cpuBefore[name]) * 1000) / visits]))
    ),
    busy: connections.busy / connections.samples,
    connections: connections.maximum,
    walBytes: (walAfter - walBefore) / visits,
    rows: { users, sessions },
  }
}

/** @param {import("./test-environment.mjs").TestEnvironment} environment @returns {Promise<Load["cpu"]>} seconds so far */
async function cpuUsage({ instances, primary, replica, pooler, proxy }) {
  const { user, system } = process.cpuUsage()
  return {
    app: cpuSeconds(instances.map(({ pid }) => pid())),
    database: cpuSeconds([await primary.pid()]),
    replica: cpuSeconds([await replica.pid()]),
    pooler: cpuSeconds([pooler.pid]),
    proxy: cpuSeconds([proxy.pid]),
    visitors: (user + system) / 1e6,
  }
}

/** @param {import("./postgres.mjs").Server} server @returns {Promise<number>} bytes of the write-ahead log so far */
async function walBytes({ superuserUrl }) {
  return withClient(superuserUrl, async (client) => {
    const { rows } = await client.query("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes")
    return Number(rows[0].bytes)
  })
}
