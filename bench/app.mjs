// One running app: the production build of a contender, and the resource usage of its process.
import { spawn } from "node:child_process"
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { onClose } from "../scripts/test/closing.mjs"
import { bareEnvironment } from "../scripts/test/environment.mjs"
import { programOf, stop } from "../scripts/test/program.mjs"
import { dataDirectory } from "./paths.mjs"
import { Visitor } from "./visitor.mjs"

/**
 * @typedef {object} Build a contender that is ready to run
 * @property {import("./contenders.mjs").Contender} contender
 * @property {string} directory
 * @property {number} port always the same, since the names of Portico's cookies contain it
 * @property {string} database
 * @property {string} provider
 */

/**
 * @typedef {object} App
 * @property {import("./contenders.mjs").Contender} contender
 * @property {Visitor} visitor
 * @property {() => number} cpu CPU time of its process so far, in milliseconds; NaN outside Linux
 * @property {() => number} memory its peak, in MB; NaN outside Linux
 * @property {() => Promise<void>} close
 */

/**
 * The apps that run, by port: a phase that failed may have left one running.
 * @type {Map<number, () => Promise<void>>}
 */
const running = new Map()

/**
 * Starts an app and waits until it responds.
 * @param {Build} build
 * @param {{ env?: Record<string, string>, database?: string, until?: (visitor: Visitor) => Promise<boolean> }} [options]
 *   `database`: overrides the build's database URL; `until`: the condition to wait for, by default any response
 * @returns {Promise<App & { took: number }>} `took`: milliseconds until the condition held
 * @throws {Error} with the app's output
 */
export async function start({ contender, directory, port, database, provider }, options = {}) {
  await running.get(port)?.()
  const origin = `http://localhost:${port}`
  const { env = {}, until = responds } = options
  mkdirSync(join(dataDirectory, "logs"), { recursive: true })
  const log = join(dataDirectory, "logs", `${contender.id}.log`)
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
      throw new Error(`${contender.title} did not start.\n${readFileSync(log, "utf8")}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  const { pid = 0 } = child
  return {
    contender,
    visitor,
    took: performance.now() - began,
    cpu: () => sumOverProcesses(pid, cpuMilliseconds),
    memory: () => sumOverProcesses(pid, peakKilobytes) / 1024,
    close,
  }
}

/** @param {Visitor} visitor */
async function responds(visitor) {
  return (await visitor.get("/api/me")).status > 0
}

/**
 * Adds up a figure of a process and its descendants; NaN outside Linux, which has no /proc.
 * @param {number} pid
 * @param {(pid: number) => number} measure
 * @returns {number}
 */
function sumOverProcesses(pid, measure) {
  if (process.platform !== "linux") return NaN
  const children = threadsOf(pid).flatMap((thread) =>
    readProcFile(`${thread}/children`).split(" ").filter(Boolean),
  )
  return children.reduce((sum, child) => sum + sumOverProcesses(Number(child), measure), measure(pid))
}

/**
 * Reads `schedstat`, which counts nanoseconds, while `stat` counts hundredths of a second.
 * @param {number} pid
 */
function cpuMilliseconds(pid) {
  const times = threadsOf(pid).map((thread) => Number(readProcFile(`${thread}/schedstat`).split(" ")[0]))
  return times.reduce((sum, time) => sum + time, 0) / 1e6
}

/** @param {number} pid */
function peakKilobytes(pid) {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readProcFile(`/proc/${pid}/status`))?.[1])
}

/** @param {number} pid */
function threadsOf(pid) {
  return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
}

/**
 * The text of a file below /proc; empty once the thread has ended.
 * @param {string} file
 */
function readProcFile(file) {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
