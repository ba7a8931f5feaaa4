// One run at capacity, in figures.
import { setTimeout as sleep } from "node:timers/promises"
import { withClient } from "../../scripts/database/client.mjs"
import { cpuSeconds } from "./cpu.mjs"
import { crowd, summary } from "./crowd.mjs"
import { audit } from "./ledger.mjs"
import { quantile, slope } from "./measure.mjs"

/** Enough to keep the machine busy. */
const visitors = 24
export const readsPerVisit = 8
/** Without a sweep, memory goes up and down with V8's own, and no slope says what stays. */
const secondsBetweenSweeps = 60

/**
 * @typedef {object} Load
 * @property {number} answers
 * @property {Record<"signIn" | "read" | "signOut", { perSecond: number, p50: number, p99: number }>} rates
 * @property {{ most: number, stays: number, slope: number }[]} memory of each instance in MB: at most, what stays of it at
 *   the end once V8 has swept, and by how much that grew a minute after the first quarter
 * @property {Record<"app" | "database" | "replica" | "pooler" | "proxy" | "visitors", number>} cpu milliseconds for each visit
 * @property {number} busy connections to PostgreSQL that were at work, on average
 * @property {number} connections to PostgreSQL at most
 * @property {number} walBytes for each visit
 * @property {{ users: number, sessions: number }} rows
 */

/**
 * @param {import("./stage.mjs").TestEnvironment} stage
 * @param {number} minutes
 * @returns {Promise<Load>}
 * @throws when an answer was wrong, or something is lost, doubled or half
 */
export async function load(stage, minutes) {
  const { site, instances, primary } = stage
  const memory = instances.map((instance) => ({
    instance,
    most: 0,
    swept: /** @type {{ x: number, y: number }[]} */ ([]),
  }))
  const connections = { looks: 0, busy: 0, most: 0 }
  const [cpuBefore, walBefore] = [await cpu(stage), await written(primary)]
  const began = Date.now()
  const watch = () =>
    withClient(primary.superuserUrl, async (client) => {
      for (let second = 1; Date.now() - began < minutes * 60_000; second++) {
        await sleep(1_000)
        const { rows } = await client.query(
          `SELECT count(*)::int AS all, count(*) FILTER (WHERE state <> 'idle')::int AS busy
         FROM pg_stat_activity WHERE usename = 'portico'`,
        )
        connections.looks++
        connections.busy += rows[0].busy
        connections.most = Math.max(connections.most, rows[0].all)
        for (const one of memory) {
          one.most = Math.max(one.most, one.instance.memory())
          if (second % secondsBetweenSweeps !== 0) continue
          await one.instance.sweep()
          one.swept.push({ x: (Date.now() - began) / 60_000, y: one.instance.memory() })
        }
      }
    })
  const came = await crowd(site, { visitors, reads: readsPerVisit, leave: true }, watch)
  const seconds = (Date.now() - began) / 1000
  const [cpuAfter, walAfter] = [await cpu(stage), await written(primary)]
  const { told } = came
  if (told.refused.length > 0) throw new Error(`${summary(told.refused)}: ${told.refused[0]?.message}`)
  const { users, sessions } = await audit(primary.url.href, came)

  const rate = (/** @type {string} */ kind) => {
    const took = told.done.filter((one) => one.kind === kind).map((one) => one.took)
    return { perSecond: took.length / seconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }
  }
  const rates = { signIn: rate("signIn"), read: rate("read"), signOut: rate("signOut") }
  const visits = rates.signIn.perSecond * seconds
  const names = /** @type {(keyof Load["cpu"])[]} */ (Object.keys(cpuAfter))
  return {
    answers: told.done.length,
    rates,
    memory: memory.map(({ most, swept }) => ({
      most,
      stays: swept.at(-1)?.y ?? Number.NaN,
      slope: slope(swept.filter(({ x }) => x > minutes / 4)),
    })),
    cpu: /** @type {Load["cpu"]} */ (
      Object.fromEntries(names.map((name) => [name, ((cpuAfter[name] - cpuBefore[name]) * 1000) / visits]))
    ),
    busy: connections.busy / connections.looks,
    connections: connections.most,
    walBytes: (walAfter - walBefore) / visits,
    rows: { users, sessions },
  }
}

/** @param {import("./stage.mjs").Stage} stage @returns {Promise<Load["cpu"]>} seconds so far */
async function cpu({ instances, primary, replica, pooler, proxy }) {
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
async function written({ superuserUrl }) {
  return withClient(superuserUrl, async (client) => {
    const { rows } = await client.query("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes")
    return Number(rows[0].bytes)
  })
}
