// Finds the server that runs on a data folder. PostgreSQL notes it in postmaster.pid, which may be stale: after a crash, in a
// copied checkout or in a moved one.
import { execFile } from "node:child_process"
import { readFile, realpath, rm } from "node:fs/promises"
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
    entry && (await isServing(entry)) && (await realpath(entry.directory).catch(() => null)) === data
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
  if (await isServing(entry)) {
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
      if (!(await isServing(postmaster))) return rm(join(data, "postmaster.pid"), { force: true })
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
 * Whether the process is alive and is that server: after a reboot another program may have its id.
 * @param {Postmaster} postmaster
 */
async function isServing({ pid, directory }) {
  if (process.platform === "linux") {
    const argv = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
    return argv.split("\0").includes(directory)
  }
  const [program, ...options] =
    process.platform === "win32"
      ? ["tasklist", "/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"]
      : ["ps", "-ww", "-o", "args=", "-p", String(pid)]
  const { stdout } = await run(program, options, { windowsHide: true }).catch(() => ({ stdout: "" }))
  return stdout.includes(process.platform === "win32" ? "postgres.exe" : directory)
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
