// Finds the server that runs on a data folder. PostgreSQL notes it in postmaster.pid, which may be stale: after a crash, in a
// copied checkout or in a moved one.
import { execFile } from "node:child_process"
import { lstat, readFile, realpath, rm } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import { readText } from "../lib/private-file.mjs"
import { findPrograms } from "./binaries.mjs"

const run = promisify(execFile)

/** @typedef {{ pid: number, directory: string, port: number, isReady: boolean }} Postmaster */

/**
 * The server that runs on a data folder, or null. Changes nothing, so it is safe while a server starts.
 * @param {string} data
 * @returns {Promise<Postmaster | null>}
 */
export async function peekPostmaster(data) {
  const entry = await readPidFile(data)
  const isHere =
    entry && (await isServing(entry, data)) && (await realpath(entry.directory).catch(() => null)) === data
  return isHere ? entry : null
}

/**
 * Like `peekPostmaster`, for use while no server starts: removes a stale postmaster.pid and stops a server that was started
 * before the checkout moved, since its path no longer exists.
 * @param {string} data
 * @returns {Promise<Postmaster | null>}
 */
export async function findPostmaster(data) {
  const entry = await readPidFile(data)
  if (!entry) return null
  if (await isServing(entry, data)) {
    if ((await realpath(entry.directory).catch(() => null)) === data) return entry
    const original = await readPidFile(entry.directory)
    if (original?.pid !== entry.pid) await endPostmaster(entry, data)
  }
  await rm(join(data, "postmaster.pid"), { force: true })
  return null
}

/**
 * Stops a server with increasing force: a fast shutdown, an immediate one, a kill.
 * @param {Postmaster} postmaster
 * @param {string} data
 */
export async function endPostmaster(postmaster, data) {
  for (const [signal, seconds] of /** @type {const} */ ([
    ["SIGINT", 20],
    ["SIGQUIT", 10],
    ["SIGKILL", 5],
  ])) {
    await signalProcess(postmaster.pid, signal)
    for (let waited = 0; waited < seconds * 1_000; waited += 50) {
      if (!(await isServing(postmaster, data))) return rm(join(data, "postmaster.pid"), { force: true })
      await sleep(50)
    }
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop.`)
}

/**
 * @param {string} data
 * @returns {Promise<Postmaster | null>}
 */
async function readPidFile(data) {
  const [pid, directory, , port, , , , status] = ((await readText(join(data, "postmaster.pid"))) ?? "").split(
    /\r?\n/,
  )
  if (!Number(pid) || !directory) return null
  return { pid: Number(pid), directory, port: Number(port) || 0, isReady: status?.trim() === "ready" }
}

/**
 * Whether the process is alive and is that server: after a reboot another program may have its id. It must run under the account
 * that owns the data folder, as PostgreSQL itself demands, because that account can write any id into postmaster.pid, and root
 * would end the process.
 * @param {Postmaster} postmaster
 * @param {string} data
 */
async function isServing({ pid, directory }, data) {
  if (process.platform === "linux") {
    const argv = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
    return argv.split("\0").includes(directory) && (await ownerOf(`/proc/${pid}`)) === (await ownerOf(data))
  }
  if (process.platform === "win32") {
    const options = ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]
    return (await outputOf("tasklist", options)).includes("postgres.exe")
  }
  const [uid, ...argv] = (await outputOf("ps", ["-ww", "-o", "uid=,args=", "-p", String(pid)]))
    .trim()
    .split(" ")
  return argv.join(" ").includes(directory) && Number(uid) === (await ownerOf(data))
}

/**
 * @param {string} path  not followed if it is a link, whose target may have another owner
 */
async function ownerOf(path) {
  return lstat(path).then(
    ({ uid }) => uid,
    () => null,
  )
}

/**
 * @param {string} program
 * @param {string[]} argv
 */
async function outputOf(program, argv) {
  return run(program, argv, { windowsHide: true }).then(
    ({ stdout }) => stdout,
    () => "",
  )
}

/**
 * @param {number} pid
 * @param {"SIGINT" | "SIGQUIT" | "SIGKILL"} signal
 */
async function signalProcess(pid, signal) {
  if (process.platform === "win32") {
    const program = await findPrograms(undefined)
    await run(program("pg_ctl"), ["kill", signal.slice(3), String(pid)], { windowsHide: true }).catch(
      () => {},
    )
    return
  }
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error
  }
}
