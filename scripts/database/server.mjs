// Starts PostgreSQL on an existing cluster. The server outlives the process that started it.
import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort, isFree } from "../lib/ports.mjs"
import { openPrivately } from "../lib/private-file.mjs"
import { processOptions } from "./account.mjs"
import { findPostmaster, peekPostmaster } from "./postmaster.mjs"

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // When off, a killed server loses rows whose commit was confirmed.
  synchronous_commit: "on",
  shared_buffers: "64MB",
  timezone: "UTC",
  log_timezone: "UTC",
}
const startSeconds = 60

/**
 * @param {import("./home.mjs").Home} home
 * @param {import("./binaries.mjs").Program} program
 * @param {number | null} preferredPort
 * @returns {Promise<import("./postmaster.mjs").Postmaster>}
 * @throws with PostgreSQL's own message when it does not start
 */
export async function launch(home, program, preferredPort) {
  const deadline = Date.now() + startSeconds * 1_000
  for (let port = preferredPort; ; port = null) {
    if (!port || !(await isFree(port))) port = await freePort()
    // Removes a stale postmaster.pid now: later the file would belong to the starting server.
    await findPostmaster(home.data)
    const result = await tryLaunch(home, program, port)
    if (typeof result !== "string") return result
    // Processes of a killed server may remain for a second, and another program may have taken the port.
    const isTemporary = /lock file|shared memory block|Address already in use|could not bind/.test(result)
    if (!isTemporary || Date.now() > deadline)
      throw new Error(`PostgreSQL does not start (${home.log}):\n${result}`)
    await sleep(250)
  }
}

/**
 * Waits until the server accepts connections; null if none runs or the wait times out.
 * @param {import("./home.mjs").Home} home
 * @param {() => boolean} [isStarting]  whether a server that is not running yet is still expected
 */
export async function waitUntilReady({ data }, isStarting = () => false) {
  for (let waited = 0; waited < startSeconds * 1_000; waited += 25) {
    const postmaster = await peekPostmaster(data)
    if (postmaster?.isReady) return postmaster
    if (!postmaster && !isStarting()) return null
    await sleep(25)
  }
  return null
}

/**
 * @param {import("./home.mjs").Home} home
 * @param {import("./binaries.mjs").Program} program
 * @param {number} port
 * @returns {Promise<import("./postmaster.mjs").Postmaster | string>} the running server, or its output if it ended
 */
async function tryLaunch(home, program, port) {
  const child = await spawnServer(home, program, port)
  let ended = false
  let failure = ""
  child.once("error", (error) => ((ended = true), (failure = error.message)))
  // On Windows pg_ctl starts the server and exits with code 0 while the server is starting.
  child.once("exit", (code) => (ended = process.platform !== "win32" || code !== 0))
  const postmaster = await waitUntilReady(home, () => !ended)
  if (postmaster) return postmaster
  const output = await readFile(home.log, "utf8").catch(() => "")
  return failure || output.slice(-2_000) || "It wrote no output."
}

/**
 * @param {import("./home.mjs").Home} home
 * @param {import("./binaries.mjs").Program} program
 * @param {number} port
 */
async function spawnServer(home, program, port) {
  const { data, log, owner } = home
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const argv = ["-p", String(port), ...options]
  const file = await openPrivately(log, owner)
  try {
    const isWindows = process.platform === "win32"
    // postgres.exe does not start for an administrator; pg_ctl drops those rights.
    const command = isWindows
      ? ["start", "-W", "-D", data, "-l", log, "-o", argv.join(" ")]
      : ["-D", data, ...argv]
    const child = spawn(program(isWindows ? "pg_ctl" : "postgres"), command, {
      ...processOptions(home),
      // A session of its own, so that Ctrl-C in the terminal does not reach it.
      detached: true,
      stdio: isWindows ? "ignore" : ["ignore", file.fd, file.fd],
    })
    child.unref()
    return child
  } finally {
    await file.close()
  }
}
