// Starts instances of the app with `next start` or `next dev`.
import { spawn } from "node:child_process"
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bareEnvironment } from "./environment.mjs"
import { programOf, stop, testFolder } from "./program.mjs"

const running = join(testFolder, "running")

/** Longer than a test run. */
const keepAliveMs = 86_400_000

/**
 * Starts the app and waits until it responds.
 * @param {{ directory: string, port: number, env: Record<string, string>, log: string, mode?: "start" | "dev" }} options
 *   `directory`: a copy of the checkout, built unless `mode` is "dev"; `env`: variables of the app; `log`: the file for its
 *   output
 * @returns {Promise<{ origin: string, kill: () => void, close: () => Promise<void> }>} kill: ends it without cleanup
 * @throws {Error} with the app's output when it ends before it responds
 */
export async function startApp({ directory, port, env, log, mode = "start" }) {
  const origin = `http://localhost:${port}`
  const output = openSync(log, "w")
  // A server that closes an idle connection just as a client uses it again resets that request.
  const keepAlive = mode === "start" ? ["--keepAliveTimeout", String(keepAliveMs)] : []
  const argv = [programOf("next"), mode, "-p", String(port), "-H", "localhost", ...keepAlive]
  const child = spawn(process.execPath, argv, {
    cwd: directory,
    env: { ...bareEnvironment(), AUTH_URL: origin, ...env },
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  const record = recordProcess(child.pid)
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message))
    child.once("exit", (code, signal) => {
      rmSync(record, { force: true })
      resolve(`it ended with ${signal ?? `code ${code}`}`)
    })
  })
  const failure = await Promise.race([waitForResponse(`${origin}/api/health?live`), ended])
  if (failure !== undefined) {
    await stop(child)
    throw new Error(`The app did not come up: ${failure}.\n${readFileSync(log, "utf8")}`)
  }
  return { origin, kill: () => void child.kill("SIGKILL"), close: () => stop(child) }
}

/** Kills apps that their starter left running: Playwright kills a worker that hangs. */
export function stopLeftoverApps() {
  for (const pid of recordedProcesses()) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // It has ended already.
    }
  }
  clearLeftoverApps()
}

/** Deletes the records of an earlier, killed run: their process ids may belong to other programs now. */
export function clearLeftoverApps() {
  rmSync(running, { recursive: true, force: true })
}

/** @returns {number[]} */
function recordedProcesses() {
  try {
    return readdirSync(running).map(Number)
  } catch {
    return []
  }
}

/**
 * Records the id of a running process.
 * @param {number | undefined} pid
 */
function recordProcess(pid) {
  mkdirSync(running, { recursive: true })
  const record = join(running, String(pid))
  if (pid !== undefined) writeFileSync(record, "")
  return record
}

/**
 * Resolves on the first response, whatever its status.
 * @param {string} url
 * @returns {Promise<string | undefined>} the problem, if any
 */
async function waitForResponse(url) {
  const deadline = performance.now() + 90_000
  while (performance.now() < deadline) {
    try {
      await fetch(url, { redirect: "manual" })
      return undefined
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return "no response in 90 s"
}
