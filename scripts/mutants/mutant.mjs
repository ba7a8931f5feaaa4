// One copy of the checkout contains all mutants, each behind a switch, so that a single build is enough.
import { cpSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { copyCheckout } from "../test/copies.mjs"
import { root } from "../test/program.mjs"
import { testHooks } from "../test/test-environment.mjs"

/**
 * @typedef {object} Mutant a security check, and how it is broken
 * @property {string} attack the tag of the attack class that the check prevents
 * @property {string} rule what the check ensures
 * @property {string} file the file with the check
 * @property {string} at text that occurs once in the file, with the expression to break in « »
 * @property {string} broken the expression that replaces it
 * @property {string} test the spec whose tests of this attack class must fail
 * @property {string} [like] words in the title of the test, to skip slow tests of the same spec
 *
 * @typedef {{ from: number, to: number, text: string }} Change
 */

/** The variable that selects the broken check: the mutant's index in the list. */
export const switchName = "PORTICO_MUTANT"

/**
 * Makes the copy.
 * @param {readonly Mutant[]} mutants
 * @returns {string} the path of the copy
 * @throws {Error} if the text of a check is not in its file exactly once
 */
export function copyWith(mutants) {
  const copy = copyCheckout("mutants", { without: ["e2e", "playwright.config.ts"] })
  cpSync(join(root, testHooks), join(copy, "lib/auth/hooks.ts"))
  // What the specs of e2e/owner about access tokens need.
  for (const route of ["app/api/token", "app/api/link"])
    cpSync(join(root, "e2e/support/owner", route), join(copy, route), { recursive: true })
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    const path = join(copy, file)
    writeFileSync(path, withMutants(mutants, file, readFileSync(path, "utf8")))
  }
  // A broken expression may have another type than the original.
  const config = join(copy, "next.config.mjs")
  const settings = readFileSync(config, "utf8")
  writeFileSync(
    config,
    settings.replace("const config = {", "const config = { typescript: { ignoreBuildErrors: true },"),
  )
  writeFileSync(
    join(copy, "units.config.mjs"),
    'export default { testDir: ".", testMatch: "{lib,scripts}/**/*.test.ts", fullyParallel: true, workers: 2 }\n',
  )
  return copy
}

/**
 * Returns the text of a file with its mutants.
 * @param {readonly Mutant[]} mutants
 * @param {string} file
 * @param {string} source
 * @throws {Error} if the text of a check is not in the file exactly once
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
  const [before = "", original = "", after = ""] = at.split(/[«»]/)
  const [start, ...more] = source.split(before + original + after)
  if (start === undefined || more.length !== 1)
    throw new Error(`${file} has this ${more.length} times instead of once: ${before}${original}${after}`)
  const from = start.length + before.length
  const text = `(globalThis.process.env.${switchName} === "${id}" ? (${broken}) : (${original}))`
  return { from, to: from + original.length, text }
}
