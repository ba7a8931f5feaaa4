// One instance of the app, as `next start` or `next dev` runs it.
import { spawn } from "node:child_process"
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bareEnvironment } from "./environment.mjs"
import { programOf, stop, workshop } from "./program.mjs"

const running = join(workshop, "running")

/**
 * Starts the app and waits until it answers.
 * @param {{ directory: string, port: number, env: Record<string, string>, log: string, mode?: "start" | "dev" }} options
 *   `directory`: a copy of the checkout, built unless `mode` is "dev"; `env`: the app's own variables; `log`: the file that
 *   gets its output
 * @returns {Promise<{ origin: string, kill: () => void, close: () => Promise<void> }>} kill: as a power cut would
 * @throws {Error} with the app's output when it ends before it answers
 */
export async function startApp({ directory, port, env, log, mode = "start" }) {
  const origin = `http://localhost:${port}`
  const output = openSync(log, "w")
  const child = spawn(process.execPath, [programOf("next"), mode, "-p", String(port), "-H", "localhost"], {
    cwd: directory,
    env: { ...bareEnvironment(), AUTH_URL: origin, ...env },
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  const note = noteOf(child.pid)
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message))
    child.once("exit", (code, signal) => {
      rmSync(note, { force: true })
      resolve(`it ended with ${signal ?? `code ${code}`}`)
    })
  })
  const failure = await Promise.race([answers(`${origin}/api/health?live`), ended])
  if (failure !== undefined) {
    await stop(child)
    throw new Error(`The app did not come up: ${failure}.\n${readFileSync(log, "utf8")}`)
  }
  return { origin, kill: () => void child.kill("SIGKILL"), close: () => stop(child) }
}

/** Ends the apps whose starter could not: Playwright kills a worker that hangs. */
export function endLeftApps() {
  for (const pid of listed()) {
    try {
      process.kill(pid, "SIGKILL")
    } catch {
      // It has ended since.
    }
  }
  forgetLeftApps()
}

/** A run that was killed leaves notes whose numbers may belong to strangers by now. */
export function forgetLeftApps() {
  rmSync(running, { recursive: true, force: true })
}

/**
 * @returns {number[]}
 */
function listed() {
  try {
    return readdirSync(running).map(Number)
  } catch {
    return []
  }
}

/**
 * Notes that a process of this run lives.
 * @param {number | undefined} pid
 */
function noteOf(pid) {
  mkdirSync(running, { recursive: true })
  const note = join(running, String(pid))
  if (pid !== undefined) writeFileSync(note, "")
  return note
}

/**
 * Resolves as soon as something answers, whatever it says.
 * @param {string} url
 * @returns {Promise<string | undefined>} what went wrong
 */
async function answers(url) {
  const deadline = performance.now() + 90_000
  while (performance.now() < deadline) {
    try {
      await fetch(url, { redirect: "manual" })
      return undefined
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return "no answer in 90 s"
}
