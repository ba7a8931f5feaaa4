// Computes the resources for 10 and 100 times the measured load.
import { readsPerVisit } from "./load.mjs"

/** The planned average utilisation of a core or connection, which leaves room for peaks. */
const utilisation = 0.7
const connectionsPerInstance = 10

/**
 * @param {import("./checks-load.mjs").Measured} measured
 * @returns {string} a table
 * @throws when a figure is missing
 */
export function plan({ load, bytes }) {
  if (!load || !bytes) throw new Error("The plan needs the figures of both load checks.")
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
      clientConnections: instances * connectionsPerInstance,
      connections: Math.ceil((busy * times) / utilisation),
      wal: (visits * walBytes) / 1e6,
      sessions: (visits * 86_400 * bytes.session) / 1e9,
      activity: (visits * 2 * 86_400 * bytes.activity) / 1e9,
    }
  })
  const row = (
    /** @type {string} */ name,
    /** @type {(column: (typeof columns)[number]) => string} */ cell,
  ) => `| ${name} | ${columns.map(cell).join(" | ")} |`
  return [
    `A visit is a sign-in, ${readsPerVisit} session reads and a sign-out. It took ${cpu.app.toFixed(1)} ms of a core in the app, ${cpu.database.toFixed(1)} in PostgreSQL, ${cpu.pooler.toFixed(1)} in PgBouncer, ${cpu.proxy.toFixed(1)} in nginx (and ${cpu.replica.toFixed(1)} in the replica, ${cpu.visitors.toFixed(1)} in the visitors and their provider, which shared the machine).`,
    "",
    "| | measured load | × 10 | × 100 |",
    "| --- | ---: | ---: | ---: |",
    row("visits per second", ({ visits }) => visits.toFixed(0)),
    row("session reads per second", ({ visits }) => (visits * readsPerVisit).toFixed(0)),
    row("instances, one core each at 70 %", ({ instances }) => String(instances)),
    row("cores for PostgreSQL at 70 %", ({ database }) => database.toFixed(1)),
    row("cores for PgBouncer at 70 %", ({ pooler }) => pooler.toFixed(1)),
    row("cores for nginx at 70 %", ({ proxy }) => proxy.toFixed(1)),
    row("maximum client connections: instances × 10", ({ clientConnections }) => String(clientConnections)),
    row("server connections, each busy 70 % of the time", ({ connections }) => String(connections)),
    row("write-ahead log, MB per second", ({ wal }) => wal.toFixed(1)),
    row("session rows per day without sign-outs, GB", ({ sessions }) => sessions.toFixed(1)),
    row("activity rows per day, GB", ({ activity }) => activity.toFixed(1)),
  ].join("\n")
}
