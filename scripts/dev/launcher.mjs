// What `npm run dev` and `npm run preview` have in common: their arguments, one run per folder, a port, the environment, and an
// orderly end.
import { parseArgs } from "node:util"
import { siteName } from "../../site.mjs"
import { readEnvironment, root, setting } from "../lib/environment.mjs"
import { tryLock } from "../lib/lock.mjs"
import { freePort } from "../lib/ports.mjs"

const log = console.log
/** The environment without the .env files, which Next reads itself. */
export const given = { ...process.env }
/** @type {(() => Promise<unknown>)[]} */
const closers = []
let isStopping = false

/**
 * Runs a command until it ends or a signal arrives, and then stops everything that it started.
 * @param {string} name  of the command
 * @param {(announce: (line: string) => void) => Promise<number>} run  returns the exit code; announces the address of the app
 */
export async function launch(name, run) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => void stop(0))
  endWithPackageManager()
  try {
    await stop(await runOnce(name, run))
  } catch (error) {
    if (!isStopping) console.error(error instanceof Error ? error.message : error)
    await stop(1)
  }
}

/**
 * A signal to npm ends only the shell between npm and this process. Without a package manager, the shell that started this process
 * may end before it, as in the background of a script.
 */
function endWithPackageManager() {
  const parent = process.ppid
  const check = () => void (process.ppid !== parent && stop(0))
  if (process.env.npm_lifecycle_event) setInterval(check, 1_000).unref()
}

/**
 * If the command is running in this folder already, prints the address of that app instead. Runs it if that one ends before it
 * is ready.
 * @param {string} name
 * @param {(announce: (line: string) => void) => Promise<number>} run
 * @returns {Promise<number>}
 */
async function runOnce(name, run) {
  const found = await tryLock(`portico ${name} ${root}`)
  if ("lock" in found) return run(found.lock.announce)
  const origin = await found.holder.notice
  found.holder.disconnect()
  if (origin === null) return runOnce(name, run)
  log(`${siteName} is already running: ${origin}`)
  return 0
}

/**
 * Registers how to stop something that was started.
 * @param {() => Promise<unknown>} close
 */
export function onClose(close) {
  closers.push(close)
}

/** Stops everything that was started except PostgreSQL, which the next start reuses. */
export async function closeAll() {
  await Promise.allSettled(closers.splice(0).map((close) => close()))
}

/** @param {number} code */
async function stop(code) {
  if (isStopping) return
  isStopping = true
  await closeAll()
  process.exit(code)
}

/**
 * Sets this process's environment to the given variables and those of the .env files as they are now.
 * @param {import("../lib/environment.mjs").Mode} mode
 */
export async function useEnvironmentFiles(mode) {
  const env = await readEnvironment(given, mode)
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
}

/**
 * The first free port from the wanted one upwards. The lock keeps launchers of other folders off it until the app listens.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
export async function reservePort(wanted) {
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
 * Parses the arguments of `npm run dev --`: the port is read here, the others are passed to `next dev`. By default the app listens
 * on localhost, where Next would listen on every address of this machine.
 * @param {string[]} argv
 * @returns {{ wantedPort: number, nextArguments: string[] }}
 * @throws when the port is invalid
 */
export function readOptions(argv) {
  const options = /** @type {const} */ ({
    port: { type: "string", short: "p" },
    hostname: { type: "string", short: "H" },
  })
  const { values, tokens } = parseArgs({ args: argv, options, strict: false, tokens: true })
  const ours = new Set()
  for (const token of tokens)
    if (token.kind === "option" && token.name === "port") {
      ours.add(token.index)
      if (token.value !== undefined && !token.inlineValue) ours.add(token.index + 1)
    }
  const text = values.port ?? setting("PORT") ?? "3000"
  const wantedPort = Number(text)
  if (!Number.isInteger(wantedPort) || wantedPort < 1 || wantedPort > 65_535)
    throw new Error(`${text} is not a port number.`)
  const others = argv.filter((_, index) => !ours.has(index))
  return { wantedPort, nextArguments: values.hostname ? others : [...others, "-H", "localhost"] }
}
