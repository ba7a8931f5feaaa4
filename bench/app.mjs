// One running app: the production build of a contender, and what the system says of its process.
import { spawn } from "node:child_process"
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { onClose } from "../scripts/test/closing.mjs"
import { bareEnvironment } from "../scripts/test/environment.mjs"
import { programOf, stop } from "../scripts/test/program.mjs"
import { workshop } from "./places.mjs"
import { Visitor } from "./visitor.mjs"

/**
 * @typedef {object} Build a contender that is ready to run
 * @property {import("./contenders.mjs").Contender} contender
 * @property {string} directory
 * @property {number} port always the same, since Portico's cookies are named after it
 * @property {string} database
 * @property {string} provider
 */

/**
 * @typedef {object} App
 * @property {import("./contenders.mjs").Contender} contender
 * @property {Visitor} visitor
 * @property {() => number} cpu milliseconds that its process has computed so far; NaN where the system does not tell
 * @property {() => number} memory its peak, in MB
 * @property {() => Promise<void>} close
 */

/**
 * What runs on each port: a phase that failed may have left something there.
 * @type {Map<number, () => Promise<void>>}
 */
const running = new Map()

/**
 * Starts an app and waits until it answers.
 * @param {Build} build
 * @param {{ env?: Record<string, string>, database?: string, until?: (visitor: Visitor) => Promise<boolean> }} [options]
 *   `database`: another way to it; `until`: what has to succeed; any answer will do otherwise
 * @returns {Promise<App & { took: number }>} `took`: the milliseconds until then
 * @throws {Error} with the app's output
 */
export async function start({ contender, directory, port, database, provider }, options = {}) {
  await running.get(port)?.()
  const origin = `http://localhost:${port}`
  const { env = {}, until = anyAnswer } = options
  mkdirSync(join(workshop, "logs"), { recursive: true })
  const log = join(workshop, "logs", `${contender.id}.log`)
  const output = openSync(log, "w")
  const began = performance.now()
  const child = spawn(process.execPath, [programOf("next"), "start", "-p", String(port), "-H", "localhost"], {
    cwd: directory,
    env: {
      ...bareEnvironment(),
      ...contender.env({ origin, provider, database: options.database ?? database }),
      ...env,
    },
    stdio: ["ignore", output, output],
  })
  closeSync(output)
  const visitor = new Visitor(origin)
  const close = () => {
    visitor.close()
    return stop(child)
  }
  running.set(port, close)
  onClose(close)
  while (!(await until(visitor).catch(() => false))) {
    if (child.exitCode !== null || performance.now() - began > 60_000)
      throw new Error(`${contender.title} did not come up.\n${readFileSync(log, "utf8")}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  const { pid = 0 } = child
  return {
    contender,
    visitor,
    took: performance.now() - began,
    cpu: () => sumOf(pid, computed),
    memory: () => sumOf(pid, peak) / 1024,
    close,
  }
}

/** @param {Visitor} visitor */
async function anyAnswer(visitor) {
  return (await visitor.get("/api/me")).status > 0
}

/**
 * Adds up a process and its children. Linux tells; elsewhere it is NaN.
 * @param {number} pid
 * @param {(pid: number) => number} measure
 * @returns {number}
 */
function sumOf(pid, measure) {
  if (process.platform !== "linux") return NaN
  const children = threadsOf(pid).flatMap((thread) => told(`${thread}/children`).split(" ").filter(Boolean))
  return children.reduce((sum, child) => sum + sumOf(Number(child), measure), measure(pid))
}

/**
 * Nanoseconds on a processor are in `schedstat`, while `stat` counts in hundredths of a second.
 * @param {number} pid
 */
function computed(pid) {
  const times = threadsOf(pid).map((thread) => Number(told(`${thread}/schedstat`).split(" ")[0]))
  return times.reduce((sum, time) => sum + time, 0) / 1e6
}

/** @param {number} pid */
function peak(pid) {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(told(`/proc/${pid}/status`))?.[1])
}

/** @param {number} pid */
function threadsOf(pid) {
  return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
}

/**
 * What the system says; nothing of a thread that has just ended.
 * @param {string} file
 */
function told(file) {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
