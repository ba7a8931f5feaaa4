// Shows where a running app spends its time, with V8's sampling profiler and the source maps of the build.
import { existsSync, readFileSync } from "node:fs"
import { SourceMap } from "node:module"
import { fileURLToPath } from "node:url"
import { inspect } from "./inspector.mjs"

const sampleMicroseconds = 200

/**
 * @typedef {{ functionName: string, url: string, lineNumber: number, columnNumber: number }} Frame
 * @typedef {{ nodes: { id: number, callFrame: Frame }[], samples: number[], timeDeltas: number[] }} Profile
 */

/**
 * @param {number} port of the inspector
 * @param {() => Promise<void>} work
 * @returns {Promise<Map<string, number>>} milliseconds of the main thread by source file, or by V8's name for the frame
 */
export function profileWork(port, work) {
  return inspect(port, async (send) => {
    await send("Profiler.enable")
    await send("Profiler.setSamplingInterval", { interval: sampleMicroseconds })
    await send("Profiler.start")
    await work()
    const { profile } = await send("Profiler.stop")
    return byFile(/** @type {Profile} */ (profile))
  })
}

/** @param {Profile} profile */
function byFile({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  /** @type {Map<string, number>} */
  const spent = new Map()
  for (const [index, sample] of samples.entries()) {
    const frame = frames.get(sample)
    if (!frame) continue
    const file = fileOf(frame)
    spent.set(file, (spent.get(file) ?? 0) + (timeDeltas[index] ?? 0) / 1000)
  }
  return spent
}

/** @type {Map<string, SourceMap | null>} */
const maps = new Map()

/**
 * The source file of a function; without one, V8's or Node's name for the frame.
 * @param {Frame} frame
 */
function fileOf({ functionName, url, lineNumber, columnNumber }) {
  if (!url.startsWith("file:")) return url || functionName
  const path = fileURLToPath(url)
  // The source maps of a package would hide which package it is.
  if (!/[\\/]\.next[\\/]/.test(path)) return path
  const cached = maps.get(path)
  const map = cached === undefined ? readMap(`${path}.map`) : cached
  maps.set(path, map)
  const entry = map?.findEntry(lineNumber, columnNumber)
  return entry && "originalSource" in entry ? entry.originalSource : path
}

/** @param {string} file */
function readMap(file) {
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : null
}
