// Starts the tools of node_modules as child processes, without a shell, alike on every system.
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { childrenKnow, isClosing, onClose } from "./closing.mjs"

/** The checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

/** What this run writes; git ignores it. */
export const workshop = join(root, ".data", "test")

/**
 * The file of a package that its command starts.
 * @param {string} name a package, such as "next" or "@playwright/test"
 */
export function programOf(name) {
  const folder = join(root, "node_modules", name)
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const file = typeof bin === "string" ? bin : Object.values(bin)[0]
  return join(folder, file)
}

/**
 * @typedef {object} Options
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd] the checkout when missing
 * @property {boolean} [show] the output goes straight to the terminal
 * @property {number} [seconds] the program is ended after that long
 */

/**
 * Runs Node with arguments until it ends.
 * @param {string[]} argv
 * @param {Options} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(argv, options) {
  return run(process.execPath, argv, options)
}

/**
 * Runs a program until it ends. One that cannot be started counts as failed.
 * @param {string} command
 * @param {string[]} argv
 * @param {Options} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, argv, { env = process.env, cwd = root, show = false, seconds } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd,
      env,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      timeout: seconds === undefined ? undefined : seconds * 1000,
    })
    // SIGINT, because Playwright cleans up after itself on that alone.
    onClose(() => stop(child, "SIGINT"))
    let output = ""
    child.stdout?.setEncoding("utf8").on("data", (text) => (output += text))
    child.stderr?.setEncoding("utf8").on("data", (text) => (output += text))
    child.once("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.once("close", (code, signal) => {
      // After Ctrl-C the answer has no reader: the process ends in `closeOnSignals`.
      if (isClosing()) return
      resolve({ code: code ?? 1, output: signal ? `${output}Ended by ${signal}.\n` : output })
    })
  })
}

/**
 * Ends a child: politely, then for good.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 * @returns {Promise<void>} when it is gone
 */
export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  if (process.platform === "win32")
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" })
  else if (!childrenKnow()) child.kill(signal)
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000)
  await gone
  clearTimeout(timer)
}
