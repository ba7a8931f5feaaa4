// Starts PostgreSQL on an existing cluster, so that it outlives the process that started it.
import { spawn } from "node:child_process"
import { open, readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort, isFree } from "../lib/ports.mjs"
import { findPostmaster, seePostmaster } from "./postmaster.mjs"
import { processOptions } from "./process-options.mjs"

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // With it off, a killed server loses rows whose commit was confirmed.
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
 * @throws with PostgreSQL's own words when it does not start
 */
export async function launch(home, program, preferredPort) {
  const deadline = Date.now() + startSeconds * 1_000
  for (let port = preferredPort; ; port = null) {
    if (!port || !(await isFree(port))) port = await freePort()
    // What a killed server left goes first: later the file would be that of the one that starts.
    await findPostmaster(home.data)
    const failure = await tryLaunch(home, program, port)
    if (typeof failure !== "string") return failure
    // Processes of a killed server go within a second; a port can be taken while we look.
    const passes = /lock file|shared memory block|Address already in use|could not bind/.test(failure)
    if (!passes || Date.now() > deadline)
      throw new Error(`PostgreSQL does not start (${home.log}):\n${failure}`)
    await sleep(250)
  }
}

/**
 * The server on these files once it takes connections; null if none runs, or if it takes too long.
 * @param {import("./home.mjs").Home} home
 * @param {() => boolean} [isComing]  whether one is still expected where none runs yet
 */
export async function untilReady({ data }, isComing = () => false) {
  for (let waited = 0; waited < startSeconds * 1_000; waited += 25) {
    const postmaster = await seePostmaster(data)
    if (postmaster?.isReady) return postmaster
    if (!postmaster && !isComing()) return null
    await sleep(25)
  }
  return null
}

/**
 * @param {import("./home.mjs").Home} home
 * @param {import("./binaries.mjs").Program} program
 * @param {number} port
 * @returns {Promise<import("./postmaster.mjs").Postmaster | string>} the running server, or what it wrote before it ended
 */
async function tryLaunch(home, program, port) {
  const child = await spawnServer(home, program, port)
  let ended = false
  let failure = ""
  child.once("error", (error) => ((ended = true), (failure = error.message)))
  // Windows starts it through pg_ctl, which ends well once the server is on its way.
  child.once("exit", (code) => (ended = process.platform !== "win32" || code !== 0))
  const postmaster = await untilReady(home, () => !ended)
  if (postmaster) return postmaster
  const words = await readFile(home.log, "utf8").catch(() => "")
  return failure || words.slice(-2_000) || "It wrote nothing."
}

/**
 * @param {import("./home.mjs").Home} home
 * @param {import("./binaries.mjs").Program} program
 * @param {number} port
 */
async function spawnServer(home, program, port) {
  const { data, log, owner } = home
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const words = ["-p", String(port), ...options]
  const file = await open(log, "w", 0o600)
  try {
    if (owner) await file.chown(owner.uid, owner.gid)
    const isWindows = process.platform === "win32"
    // An administrator may not run postgres.exe; pg_ctl sheds those rights.
    const command = isWindows
      ? ["start", "-W", "-D", data, "-l", log, "-o", words.join(" ")]
      : ["-D", data, ...words]
    const child = spawn(program(isWindows ? "pg_ctl" : "postgres"), command, {
      ...processOptions(home),
      // Of its own session, so that Ctrl-C in our terminal does not reach it.
      detached: true,
      stdio: isWindows ? "ignore" : ["ignore", file.fd, file.fd],
    })
    child.unref()
    return child
  } finally {
    await file.close()
  }
}
