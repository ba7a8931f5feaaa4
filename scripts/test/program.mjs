// Starts programs as child processes without a shell, in the same way on every system.
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { childrenGotSignal, isClosing, onClose } from "./closing.mjs"

/** The checkout. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

/** The folder for files of test runs; git ignores it. */
export const testFolder = join(root, ".data", "test")

/**
 * The file that the command of a package runs.
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
 * @property {string} [cwd] default: the checkout
 * @property {boolean} [show] whether the output goes to the terminal
 * @property {number} [seconds] timeout
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
    // SIGINT, because Playwright cleans up only on that signal.
    onClose(() => stop(child, "SIGINT"))
    let output = ""
    child.stdout?.setEncoding("utf8").on("data", (text) => (output += text))
    child.stderr?.setEncoding("utf8").on("data", (text) => (output += text))
    child.once("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.once("close", (code, signal) => {
      // After Ctrl-C the process ends in `closeOnSignals`, and no caller continues.
      if (isClosing()) return
      resolve({ code: code ?? 1, output: signal ? `${output}Ended by ${signal}.\n` : output })
    })
  })
}

/**
 * Ends a child process: with a signal, after ten seconds with SIGKILL.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 * @returns {Promise<void>} resolves when the process has ended
 */
export async function stop(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = new Promise((resolve) => child.once("exit", resolve))
  if (process.platform === "win32")
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" })
  else if (!childrenGotSignal()) child.kill(signal)
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000)
  await exited
  clearTimeout(timer)
}
