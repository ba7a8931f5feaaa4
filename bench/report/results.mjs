// What was measured, kept from run to run, so that phases can run apart.
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { arch, cpus, release, totalmem, type } from "node:os"
import { join } from "node:path"
import { root } from "../../scripts/test/program.mjs"
import { workshop } from "../places.mjs"

/**
 * @typedef {Record<string, import("../run.mjs").Figures>} Rows figures by contender
 * @typedef {object} Results
 * @property {string} [machine]
 * @property {Record<string, string>} [versions]
 * @property {Record<string, { at: string, seconds: number, rows: Rows }>} phases
 */

/** @param {boolean} trial */
const fileOf = (trial) => join(workshop, trial ? "results-trial.json" : "results.json")

/**
 * @param {boolean} trial
 * @returns {Results}
 */
export function results(trial) {
  return existsSync(fileOf(trial)) ? JSON.parse(readFileSync(fileOf(trial), "utf8")) : { phases: {} }
}

/**
 * Adds to what is kept.
 * @param {{ trial: boolean, machine?: string, versions?: Record<string, string>, phase?: string, figures?: Rows, seconds?: number }} what
 */
export function keep({ trial, phase, figures = {}, seconds = 0, ...rest }) {
  const { phases, ...older } = results(trial)
  const now = phase && { [phase]: { at: new Date().toISOString().slice(0, 10), seconds, rows: figures } }
  writeFileSync(fileOf(trial), JSON.stringify({ ...older, ...rest, phases: { ...phases, ...now } }, null, 2))
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
  const of = (/** @type {string} */ folder, /** @type {string} */ name) =>
    String(JSON.parse(readFileSync(join(root, folder, "node_modules", name, "package.json"), "utf8")).version)
  const ours = ["next", "react", "@prisma/client", "pg"].map((name) => [name, of("", name)])
  const theirs = ["next-auth", "@auth/prisma-adapter", "better-auth", "lighthouse"].map((name) => [
    name,
    of("bench", name),
  ])
  return {
    portico: commit(),
    node: process.versions.node,
    postgresql: postgres,
    ...Object.fromEntries([...ours, ...theirs]),
  }
}

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim()
  } catch {
    return "without git"
  }
}
