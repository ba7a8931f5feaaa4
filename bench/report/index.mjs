// Writes docs/benchmarks.md and its chart. Nothing of it is written by hand.
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../../scripts/test/program.mjs"
import { workshop } from "../places.mjs"
import { chart } from "./chart.mjs"
import { results } from "./results.mjs"
import { page } from "./page.mjs"

/**
 * @param {boolean} trial says too little to be kept
 * @returns {string} where it lies, and the page itself
 */
export function write(trial) {
  const docs = trial ? workshop : join(root, "docs")
  const found = results(trial)
  mkdirSync(join(docs, "images"), { recursive: true })
  writeFileSync(join(docs, "images", "benchmarks.svg"), chart(found))
  const file = join(docs, "benchmarks.md")
  const text = page(found)
  writeFileSync(file, text)
  return `${text}\nWritten to ${file}.`
}
