// The figures of all phases, stored between runs, so that phases can be measured separately.
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { arch, cpus, release, totalmem, type } from "node:os"
import { join } from "node:path"
import { root } from "../../scripts/test/program.mjs"
import { dataDirectory } from "../paths.mjs"

/**
 * @typedef {Record<string, import("../run.mjs").Figures>} Rows figures by contender
 * @typedef {object} Results
 * @property {string} [machine]
 * @property {Record<string, string>} [versions]
 * @property {Record<string, { at: string, seconds: number, rows: Rows }>} phases
 */

/** @param {boolean} trial */
const fileOf = (trial) => join(dataDirectory, trial ? "results-trial.json" : "results.json")

/**
 * @param {boolean} trial
 * @returns {Results}
 */
export function readResults(trial) {
  return existsSync(fileOf(trial)) ? JSON.parse(readFileSync(fileOf(trial), "utf8")) : { phases: {} }
}

/**
 * Merges new figures into the stored ones.
 * @param {{ trial: boolean, machine?: string, versions?: Record<string, string>, phase?: string, figures?: Rows, seconds?: number }} update
 */
export function saveResults({ trial, phase, figures = {}, seconds = 0, ...rest }) {
  const { phases, ...previous } = readResults(trial)
  const measured = phase && { [phase]: { at: new Date().toISOString().slice(0, 10), seconds, rows: figures } }
  writeFileSync(
    fileOf(trial),
    JSON.stringify({ ...previous, ...rest, phases: { ...phases, ...measured } }, null, 2),
  )
}

/** @returns {string} */
export function machine() {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${first?.model.trim() || arch()}, ${memory} GB, ${type()} ${release()}`
}

/**
 * @param {string} postgres
 * @returns {Record<string, string>}
 */
export function versions(postgres) {
  const versionOf = (/** @type {string} */ folder, /** @type {string} */ name) =>
    String(JSON.parse(readFileSync(join(root, folder, "node_modules", name, "package.json"), "utf8")).version)
  const own = ["next", "react", "@prisma/client", "pg"].map((name) => [name, versionOf("", name)])
  const peers = ["next-auth", "@auth/prisma-adapter", "better-auth", "lighthouse"].map((name) => [
    name,
    versionOf("bench", name),
  ])
  return {
    portico: commit(),
    node: process.versions.node,
    postgresql: postgres,
    ...Object.fromEntries([...own, ...peers]),
  }
}

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim()
  } catch {
    return "unknown commit"
  }
}
