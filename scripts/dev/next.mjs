// Runs commands of Next as child processes that never outlive the launcher.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { connect } from "node:net"
import { constants } from "node:os"
import { setTimeout as sleep } from "node:timers/promises"
import { root } from "../lib/environment.mjs"

const isWindows = process.platform === "win32"
const gracePeriodSeconds = 5
// Next restarts its server when its configuration changes.
const restartSeconds = 10

/**
 * Where `localhost` is ::1 first, the app would listen there only. Browsers try both addresses for that name, but some providers
 * accept only 127.0.0.1 in a callback address.
 */
const preferIPv4 = "--dns-result-order=ipv4first"

/**
 * @typedef {object} Command
 * @property {Promise<number>} ended  with the exit code
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} App
 * @property {Promise<number>} ended  with the exit code
 * @property {() => Promise<boolean>} ready  true once the app responds, false if it ended before
 * @property {() => Promise<void>} stop
 */

/**
 * Starts `next dev` or `next start`.
 * @param {{ command: "dev" | "start", port: number, nextArguments: string[], env: NodeJS.ProcessEnv }} options
 * @returns {App}
 */
export function startNext({ command, port, nextArguments, env }) {
  const { ended, isRunning, stop } = spawnNext({ argv: [command, "-p", String(port), ...nextArguments], env })
  let hasFailed = false
  return {
    ended: ended.then((code) => (hasFailed ? 1 : code)),
    async ready() {
      while (isRunning() && !(await responds(port))) await sleep(100)
      if (isRunning()) void watch()
      return isRunning()
    },
    stop,
  }

  /** `next dev` does not exit when its server was killed. */
  async function watch() {
    for (
      let silent = 0;
      isRunning() && silent < restartSeconds;
      silent = (await listens(port)) ? 0 : silent + 1
    )
      await sleep(1_000, null, { ref: false })
    if (!isRunning()) return
    console.error("The app's server has stopped.")
    hasFailed = true
    await stop()
  }
}

/**
 * Starts a command of Next.
 * @param {{ argv: string[], env: NodeJS.ProcessEnv }} options
 * @returns {Command}
 */
export function spawnNext({ argv, env }) {
  const preload = new URL("end-with-launcher.mjs", import.meta.url).href
  const program = createRequire(import.meta.url).resolve("next/dist/bin/next")
  const child = spawn(process.execPath, [preferIPv4, "--import", preload, program, ...argv], {
    cwd: root,
    env: { ...env, PORTICO_LAUNCHER: String(process.pid) },
    // Except on Windows, a process group of its own, so that its child processes can be ended with it.
    detached: !isWindows,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  let isRunning = true
  /** @type {Promise<number>} */
  const ended = once(child, "exit").then(
    ([code, signal]) => code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)],
    () => 1,
  )
  void ended.then(() => {
    isRunning = false
    endGroup(child.pid, "SIGKILL")
  })
  return { ended, isRunning: () => isRunning, stop }

  async function stop() {
    if (!isRunning) return
    if (isWindows) spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" })
    else child.kill("SIGTERM")
    await Promise.race([ended, sleep(gracePeriodSeconds * 1_000, null, { ref: false })])
    endGroup(child.pid, "SIGKILL")
    await ended
  }
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  if (!pid || isWindows) return
  try {
    process.kill(-pid, signal)
  } catch {
    // No process of the group is left.
  }
}

/**
 * Whether the app responds. A request is needed: Next listens before it has run instrumentation.ts, which may exit. The path
 * compiles no page.
 * @param {number} port
 */
async function responds(port) {
  return fetch(`http://localhost:${port}/_next/static/ready`).then(
    () => true,
    () => false,
  )
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "localhost", timeout: 1_000 })
    const finish = (/** @type {boolean} */ isListening) => {
      socket.destroy()
      resolve(isListening)
    }
    socket.once("connect", () => finish(true))
    socket.once("error", () => finish(false))
    socket.once("timeout", () => finish(false))
  })
}
