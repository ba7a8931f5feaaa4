// `npm run dev`: starts the database, the local identity servers and the app, without any configuration.
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { isLoopback } from "./database/client.mjs"
import { prepareDatabase } from "./dev/database.mjs"
import { startNext } from "./dev/next.mjs"
import { readOptions } from "./dev/options.mjs"
import { realProviders, summarize } from "./dev/summary.mjs"
import { loadEnvironment, root, setting } from "./lib/environment.mjs"
import { tryLock } from "./lib/lock.mjs"
import { freePort } from "./lib/ports.mjs"
import { readText, writePrivately } from "./lib/private-file.mjs"
import { logIfSlow } from "./lib/progress.mjs"
import { ensurePrismaClient } from "./prisma/client.mjs"
import { providerIds } from "./providers/ids.mjs"

const dataFolder = join(root, ".data")
const log = console.log
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
  await loadEnvironment({ mode: "development" })
  const { wantedPort, nextArguments } = readOptions(process.argv.slice(2))
  await ensurePrismaClient({ log })
  const database = await prepareDatabase(log)
  const port = await reservePort(wantedPort)
  const origin = setting("AUTH_URL") ?? `http://localhost:${port}`
  const real = realProviders(process.env)
  const ids = await providerIds()
  const unknown = real.filter((id) => !ids.includes(id))
  const identity = await logIfSlow(log, "Starting the local identity servers", () =>
    startLocalIdentity(origin),
  )
  const env = {
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    DATABASE_URL: database.url,
    AUTH_SECRET: setting("AUTH_SECRET") ?? (await developmentSecret()),
    AUTH_URL: origin,
    ...identity.env,
  }
  const app = startNext({ port, nextArguments, env })
  closers.push(app.stop)
  void app.ended.then(stop)
  if (!(await logIfSlow(log, "Starting the app", app.ready))) return
  const hasSetup = existsSync(join(root, "app/setup"))
  const emulated = identity.servers
  log(summarize({ port, origin, database: database.summary, emulated, real, unknown, hasSetup }))
  found.lock.announce(origin)
  await compileFirstPage(port)
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
 * None is started for an app with a public origin: a deployed app rejects providers on loopback.
 * @param {string} origin
 */
async function startLocalIdentity(origin) {
  if (!URL.canParse(origin) || !isLoopback(origin)) return { env: {}, servers: [] }
  const { startIdentity } = await import("./identity/index.mjs")
  const directory = join(dataFolder, "identity")
  const identity = await startIdentity({ origin: new URL(origin).origin, directory, env: process.env })
  closers.push(identity.close)
  return identity
}

/** Stored, so that sessions survive a restart. */
async function developmentSecret() {
  const path = join(dataFolder, "secret")
  const stored = (await readText(path))?.trim()
  if (stored) return stored
  const secret = randomBytes(32).toString("base64url")
  await mkdir(dataFolder, { recursive: true })
  await writePrivately(path, `${secret}\n`)
  return secret
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
  await Promise.allSettled(closers.map((close) => close()))
  process.exit(code)
}
