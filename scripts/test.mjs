// `npm test`: everything, from the format to a real browser. Arguments choose less: names of projects first, then whatever
// Playwright takes, as in `npm test -- unit` or `npm test -- e2e/signin.spec.ts -g "signs in"`.
import { findBrowser } from "./browser.mjs"
import { tryLock } from "./lock.mjs"
import { closeAll, closeOnSignals, onClose } from "./test/closing.mjs"
import { projectsFor, runProjects } from "./test/playwright.mjs"
import { root } from "./test/program.mjs"
import { openStage, variants } from "./test/stage.mjs"
import { conclude, generate, staticChecks, sum } from "./test/steps.mjs"

const names = ["unit", ...variants.map(({ name }) => name)]
const start = performance.now()
/** @type {import("./test/steps.mjs").Counts} */
let counts = { passed: 0, failed: 0, skipped: 0 }

closeOnSignals()
try {
  await takeCheckout()
  await test(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  count({ passed: 0, failed: 1, skipped: 0 })
}
await closeAll()
console.log(`\nTook ${Math.round((performance.now() - start) / 1000)} s.`)
process.exitCode = conclude(counts)

/** Runs share the folder that they build in, so there is one at a time. */
async function takeCheckout() {
  const found = await tryLock(`tests of ${root}`)
  if ("holder" in found) throw new Error("Another test run uses this checkout. Wait for it, or stop it.")
  onClose(found.lock.release)
}

/**
 * @param {string[]} argv
 */
async function test(argv) {
  const other = argv.findIndex((arg) => !names.includes(arg))
  const chosen = other === -1 ? argv : argv.slice(0, other)
  const rest = argv.slice(chosen.length)
  const options = [...chosen.map((name) => `--project=${name}`), ...rest]

  const generated = await generate()
  if (!count({ passed: Number(generated), failed: Number(!generated), skipped: 0 })) return
  if (argv.length === 0 && !count(await staticChecks())) return

  const { projects, faults } = await projectsFor(options)
  if (faults.length > 0) throw new Error(faults.join("\n"))
  if (projects.has("unit") && !count(await runProjects(["unit"], { argv: rest }))) return

  const staged = names.filter((name) => name !== "unit" && projects.has(name))
  if (staged.length === 0) return
  const { executablePath } = await findBrowser()
  const stage = await openStage((name) => staged.includes(name))
  if (!stage) return void count({ passed: 0, failed: 1, skipped: 0 })
  const env = { PORTICO_STAGE: JSON.stringify({ ...stage, browser: executablePath }) }
  count(await runProjects(staged, { argv: rest, env }))
}

/**
 * Adds to the sum.
 * @param {import("./test/steps.mjs").Counts} more
 * @returns {boolean} whether all went well
 */
function count(more) {
  counts = sum(counts, more)
  return more.failed === 0
}
