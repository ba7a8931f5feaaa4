// One copy of the checkout holds every mutant, each behind a switch, so that one build serves them all.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { copyCheckout } from "../test/copies.mjs"

/**
 * @typedef {object} Mutant a security check, and how it is broken
 * @property {string} attack the tag of the class that the check stands against
 * @property {string} rule what the check holds up
 * @property {string} file where it lies
 * @property {string} at text that is in the file once, the expression to break in « »
 * @property {string} broken the expression in its place
 * @property {string} test the spec whose tests of this class must turn red
 * @property {string} [like] words in the title of the test, where others take long
 *
 * @typedef {{ from: number, to: number, text: string }} Change
 */

/** The variable that breaks a check: the mutant's place in the list. */
export const switchName = "PORTICO_MUTANT"

/**
 * Makes the copy.
 * @param {readonly Mutant[]} mutants
 * @returns {string} where it lies
 * @throws {Error} when a check has moved
 */
export function copyWith(mutants) {
  const copy = copyCheckout("mutants", { without: ["e2e", "playwright.config.ts"] })
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    const path = join(copy, file)
    writeFileSync(path, withMutants(mutants, file, readFileSync(path, "utf8")))
  }
  // A broken expression need not have the type of the sound one.
  const config = join(copy, "next.config.mjs")
  const settings = readFileSync(config, "utf8")
  writeFileSync(
    config,
    settings.replace("export default {", "export default { typescript: { ignoreBuildErrors: true },"),
  )
  writeFileSync(
    join(copy, "units.config.mjs"),
    'export default { testDir: ".", testMatch: "{lib,scripts}/**/*.test.ts", fullyParallel: true, workers: 2 }\n',
  )
  return copy
}

/**
 * A file with its mutants in it.
 * @param {readonly Mutant[]} mutants
 * @param {string} file
 * @param {string} source
 * @throws {Error} when a check has moved
 */
export function withMutants(mutants, file, source) {
  let text = ""
  let at = 0
  const changes = mutants.flatMap((mutant, id) => (mutant.file === file ? [change(mutant, id, source)] : []))
  for (const { from, to, text: replacement } of changes.toSorted((a, b) => a.from - b.from)) {
    if (from < at) throw new Error(`Two mutants break the same expression: ${source.slice(from, to)}`)
    text += source.slice(at, from) + replacement
    at = to
  }
  return text + source.slice(at)
}

/**
 * @param {Mutant} mutant
 * @param {number} id
 * @param {string} source
 * @returns {Change}
 */
function change({ file, at, broken }, id, source) {
  const [before = "", sound = "", after = ""] = at.split(/[«»]/)
  const [start, ...more] = source.split(before + sound + after)
  if (start === undefined || more.length !== 1)
    throw new Error(`${file} has this ${more.length} times instead of once: ${before}${sound}${after}`)
  const from = start.length + before.length
  const text = `(globalThis.process.env.${switchName} === "${id}" ? (${broken}) : (${sound}))`
  return { from, to: from + sound.length, text }
}
