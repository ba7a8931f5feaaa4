// `npm run dev`: starts the database, the local identity servers and the app, without any configuration.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { startNext } from "./dev/next.mjs"
import { readOptions } from "./dev/options.mjs"
import { prepareDevelopment } from "./dev/prepare.mjs"
import { realProviders, summarize } from "./dev/summary.mjs"
import { watchEnvironment, watchSchema } from "./dev/watch.mjs"
import { readEnvironment, root } from "./lib/environment.mjs"
import { tryLock } from "./lib/lock.mjs"
import { freePort } from "./lib/ports.mjs"
import { logIfSlow } from "./lib/progress.mjs"
import { providerIds } from "./providers/ids.mjs"

const log = console.log
/** The environment without the .env files, which Next reads itself. */
const given = { ...process.env }
/** @type {(() => Promise<unknown>)[]} */
const closers = []
let isStopping = false

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => void stop(0))
try {
  await run()
} catch (error) {
  if (!isStopping) console.error(error instanceof Error ? error.message : error)
  await stop(1)
}

/** @returns {Promise<void>} */
async function run() {
  const found = await tryLock(`portico dev ${root}`)
  if ("holder" in found) return reportRunning(found.holder)
  await useEnvironmentFiles()
  const { wantedPort, nextArguments } = readOptions(process.argv.slice(2))
  const port = await reservePort(wantedPort)
  watchSchema(log)
  for (;;) {
    /** @type {Promise<void>} */
    const changed = new Promise((resolve) => watchEnvironment(given, resolve))
    const code = await runApp({ port, nextArguments, changed, announce: found.lock.announce })
    if (code !== null) return stop(code)
    log("The .env files ask for other providers or another database: starting again.")
    await closeAll()
    await useEnvironmentFiles()
  }
}

/**
 * Runs the app until it ends, or until the .env files ask for another preparation.
 * @param {{ port: number, nextArguments: string[], changed: Promise<void>, announce: (line: string) => void }} options
 * @returns {Promise<number | null>} the exit code, or null after a change
 */
async function runApp({ port, nextArguments, changed, announce }) {
  const prepared = await prepareDevelopment({ port, log })
  closers.push(prepared.close)
  const env = { NEXT_TELEMETRY_DISABLED: "1", ...given, ...prepared.env }
  const app = startNext({ port, nextArguments, env })
  closers.push(app.stop)
  const outcome = Promise.race([app.ended, changed.then(() => null)])
  if (await Promise.race([logIfSlow(log, "Starting the app", app.ready), changed])) {
    await printSummary(port, prepared)
    announce(prepared.origin)
    void compileFirstPage(port)
  }
  return outcome
}

/**
 * @param {number} port
 * @param {import("./dev/prepare.mjs").Prepared} prepared
 */
async function printSummary(port, { origin, database, servers: emulated }) {
  const real = realProviders(process.env)
  const ids = await providerIds()
  const unknown = real.filter((id) => !ids.includes(id))
  const hasSetup = existsSync(join(root, "app/setup"))
  log(summarize({ port, origin, database, emulated, real, unknown, hasSetup }))
}

/** Sets this process's environment to the given variables and those of the .env files as they are now. */
async function useEnvironmentFiles() {
  const env = await readEnvironment(given)
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
}

/**
 * One app runs per folder: prints the address of the running one. Starts the app if that one ends before it is ready.
 * @param {import("./lib/lock.mjs").Holder} holder
 * @returns {Promise<void>}
 */
async function reportRunning(holder) {
  const origin = await holder.notice
  holder.disconnect()
  if (origin === null) return run()
  log(`Portico is already running: ${origin}`)
  await stop(0)
}

/**
 * The first free port from the wanted one upwards. The lock keeps launchers of other folders off it until the app listens.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
async function reservePort(wanted) {
  const port = await freePort(wanted)
  const found = await tryLock(`portico port ${port}`)
  if ("holder" in found) {
    found.holder.disconnect()
    return reservePort(port + 1)
  }
  if (port !== wanted) log(`Port ${wanted} is in use; using ${port}.`)
  return port
}

/**
 * Compiles the sign-in page ahead, so that the first click does not wait for it.
 * @param {number} port
 */
async function compileFirstPage(port) {
  await logIfSlow(log, "Compiling the sign-in page", () =>
    fetch(`http://localhost:${port}/signin`, { redirect: "manual" }),
  ).catch(() => {})
}

/**
 * Stops everything that was started except PostgreSQL, which the next start reuses.
 * @param {number} code
 */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  await closeAll()
  process.exit(code)
}

async function closeAll() {
  await Promise.allSettled(closers.splice(0).map((close) => close()))
}
