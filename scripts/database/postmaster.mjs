// Is a server running on these files? PostgreSQL says so in postmaster.pid, which a killed server leaves behind, a copied
// checkout brings along, and a moved one still holds.
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
 * The server that runs on a data folder, or null. Looks alone, so it may be asked while one starts.
 * @param {string} data
 * @returns {Promise<Postmaster | null>}
 */
export async function seePostmaster(data) {
  const noted = await readPidFile(data)
  const isHere =
    noted && (await isServing(noted)) && (await realpath(noted.directory).catch(() => null)) === data
  return isHere ? noted : null
}

/**
 * The same, while none starts. A leftover postmaster.pid is removed, and a server that was started
 * before the checkout moved is stopped: it works on a path that is no more.
 * @param {string} data
 * @returns {Promise<Postmaster | null>}
 */
export async function findPostmaster(data) {
  const noted = await readPidFile(data)
  if (!noted) return null
  if (await isServing(noted)) {
    if ((await realpath(noted.directory).catch(() => null)) === data) return noted
    const original = await readPidFile(noted.directory)
    if (original?.pid !== noted.pid) await endPostmaster(noted, data)
  }
  await rm(join(data, "postmaster.pid"), { force: true })
  return null
}

/**
 * Stops a server: it ends its sessions and writes everything down.
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
 * Whether the process is alive and is that server: after a restart of the machine its number may be another program's.
 * @param {Postmaster} postmaster
 */
async function isServing({ pid, directory }) {
  if (process.platform === "linux") {
    const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
    return words.split("\0").includes(directory)
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
