// What ten and a hundred times the measured load takes, by arithmetic alone.
import { readsPerVisit } from "./load.mjs"

/** How busy a core, or a connection, may be on average so that peaks find room. */
const utilisation = 0.7
const poolOfAnInstance = 10

/**
 * @param {import("./checks-load.mjs").Measured} measured
 * @returns {string} a table
 * @throws when the run left a figure out
 */
export function plan({ load, bytes }) {
  if (!load || !bytes) throw new Error("The plan needs the figures of the whole load run.")
  const { cpu, rates, walBytes, busy } = load
  const columns = [1, 10, 100].map((times) => {
    const visits = rates.signIn.perSecond * times
    const cores = (/** @type {number} */ milliseconds) => (visits * milliseconds) / 1000 / utilisation
    const instances = Math.ceil(cores(cpu.app))
    return {
      visits,
      instances,
      database: cores(cpu.database),
      pooler: cores(cpu.pooler),
      proxy: cores(cpu.proxy),
      pools: instances * poolOfAnInstance,
      connections: Math.ceil((busy * times) / utilisation),
      wal: (visits * walBytes) / 1e6,
      sessions: (visits * 86_400 * bytes.session) / 1e9,
      activity: (visits * 2 * 86_400 * bytes.activity) / 1e9,
    }
  })
  const row = (/** @type {string} */ name, /** @type {(column: (typeof columns)[number]) => string} */ of) =>
    `| ${name} | ${columns.map(of).join(" | ")} |`
  return [
    `A visit is a sign-in, ${readsPerVisit} session reads and a sign-out. It took ${cpu.app.toFixed(1)} ms of a core in the app, ${cpu.database.toFixed(1)} in PostgreSQL, ${cpu.pooler.toFixed(1)} in PgBouncer, ${cpu.proxy.toFixed(1)} in nginx (and ${cpu.replica.toFixed(1)} in the replica, ${cpu.visitors.toFixed(1)} in the visitors and their provider, who shared the machine).`,
    "",
    "| | measured load | × 10 | × 100 |",
    "| --- | ---: | ---: | ---: |",
    row("visits a second", ({ visits }) => visits.toFixed(0)),
    row("session reads a second", ({ visits }) => (visits * readsPerVisit).toFixed(0)),
    row("instances, a core each at 70 %", ({ instances }) => String(instances)),
    row("cores for PostgreSQL at 70 %", ({ database }) => database.toFixed(1)),
    row("cores for PgBouncer at 70 %", ({ pooler }) => pooler.toFixed(1)),
    row("cores for nginx at 70 %", ({ proxy }) => proxy.toFixed(1)),
    row("client connections at most: instances × 10", ({ pools }) => String(pools)),
    row("server connections, each at work 70 % of the time", ({ connections }) => String(connections)),
    row("write-ahead log, MB a second", ({ wal }) => wal.toFixed(1)),
    row("session rows of a day that nobody signs out, GB", ({ sessions }) => sessions.toFixed(1)),
    row("activity rows of a day, GB", ({ activity }) => activity.toFixed(1)),
  ].join("\n")
}
