// npm run dev: database, identity servers and app, with one command and no setting.
import { randomBytes } from "node:crypto"
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
import { tellIfSlow } from "./lib/progress.mjs"
import { ensurePrismaClient } from "./prisma/client.mjs"
import { providerIds } from "./providers/ids.mjs"

const data = join(root, ".data")
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
  if ("holder" in found) return joinRunning(found.holder)
  await loadEnvironment({ mode: "development" })
  const { wantedPort, words } = readOptions(process.argv.slice(2))
  await ensurePrismaClient({ log })
  const database = await prepareDatabase(log)
  const port = await takePort(wantedPort)
  const origin = setting("AUTH_URL") ?? `http://localhost:${port}`
  const real = realProviders(process.env)
  const ids = await providerIds()
  const unknown = real.filter((id) => !ids.includes(id))
  const identity = await tellIfSlow(log, "Starting the local identity servers", () => openIdentity(origin))
  const env = {
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    DATABASE_URL: database.url,
    AUTH_SECRET: setting("AUTH_SECRET") ?? (await developmentSecret()),
    AUTH_URL: origin,
    ...identity.env,
  }
  const app = startNext({ port, words, env })
  closers.push(app.stop)
  void app.ended.then(stop)
  if (!(await tellIfSlow(log, "Starting the app", app.answers))) return
  log(summarize({ port, origin, database: database.summary, emulated: identity.servers, real, unknown }))
  found.lock.announce(origin)
  await compileFirstPage(port)
}

/**
 * A folder holds one running app; whoever starts a second is told where it is.
 * @param {import("./lib/lock.mjs").Holder} holder
 * @returns {Promise<void>}
 */
async function joinRunning(holder) {
  const origin = await holder.notice
  holder.leave()
  if (origin === null) return run()
  log(`Portico is running already: ${origin}`)
  await stop(0)
}

/**
 * The first free port from the wanted one upwards. Its lock keeps it from a launcher of another folder until ours listens.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
async function takePort(wanted) {
  const port = await freePort(wanted)
  const found = await tryLock(`portico port ${port}`)
  if ("holder" in found) {
    found.holder.leave()
    return takePort(port + 1)
  }
  if (port !== wanted) log(`Port ${wanted} is taken, so it is ${port}.`)
  return port
}

/**
 * Providers on this machine cannot serve an app that the world reaches under another name: it refuses them.
 * @param {string} origin
 */
async function openIdentity(origin) {
  if (!URL.canParse(origin) || !isLoopback(origin)) return { env: {}, servers: [] }
  const { startIdentity } = await import("./identity/index.mjs")
  const directory = join(data, "identity")
  const identity = await startIdentity({ origin: new URL(origin).origin, directory, env: process.env })
  closers.push(identity.close)
  return identity
}

/** Kept, so that a restart signs nobody out. */
async function developmentSecret() {
  const path = join(data, "secret")
  const kept = (await readText(path))?.trim()
  if (kept) return kept
  const secret = randomBytes(32).toString("base64url")
  await mkdir(data, { recursive: true })
  await writePrivately(path, `${secret}\n`)
  return secret
}

/**
 * So that the newcomer's first click does not wait for the compiler.
 * @param {number} port
 */
async function compileFirstPage(port) {
  await tellIfSlow(log, "Compiling the sign-in page", () =>
    fetch(`http://localhost:${port}/signin`, { redirect: "manual" }),
  ).catch(() => {})
}

/**
 * Ends what was started, but for PostgreSQL, which the next start joins.
 * @param {number} code
 */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  await Promise.allSettled(closers.map((close) => close()))
  process.exit(code)
}
