// Writes docs/benchmarks.md and its chart, which are generated completely.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../../scripts/test/program.mjs"
import { dataDirectory } from "../paths.mjs"
import { chart } from "./chart.mjs"
import { page } from "./page.mjs"
import { readResults } from "./results.mjs"

/**
 * @param {boolean} trial writes to bench/.data instead of docs
 * @returns {string} the page, and the path of its file
 */
export function writeReport(trial) {
  const docs = trial ? dataDirectory : join(root, "docs")
  const results = readResults(trial)
  mkdirSync(join(docs, "images"), { recursive: true })
  writeFileSync(join(docs, "images", "benchmarks.svg"), chart(results))
  const file = join(docs, "benchmarks.md")
  const text = page(results)
  writeFileSync(file, text)
  return `${text}\nWritten to ${file}.`
}
