// `npm test`: every check and test, from the format to a real browser. Arguments select tests: names of projects, then
// arguments of Playwright, as in `npm test -- unit` or `npm test -- e2e/signin/signin.spec.ts -g "signs in"`. `attacks` as the
// first argument selects the tests that show an attack fail. `base-path` and `trailing-slash` run only when they are named.
// `cache-components` as the first argument runs all or the named end-to-end tests with Next's Cache Components.
import { attackPattern, attackRows, showAttacks } from "./test/attacks.mjs"
import { findBrowser } from "./test/browser.mjs"
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { projectsFor, runProjects } from "./test/playwright.mjs"
import { conclude, generate, lockCheckout, staticChecks, sum } from "./test/steps.mjs"
import { prepareTestEnvironment, variants } from "./test/test-environment.mjs"

const names = ["unit", ...variants.map(({ name }) => name)]
const onRequest = variants.flatMap(({ name, onRequest: isOnRequest }) => (isOnRequest ? [name] : []))
const start = performance.now()
/** @type {import("./test/steps.mjs").Counts} */
let counts = { passed: 0, failed: 0, skipped: 0 }
/** @type {import("./test/attacks.mjs").Tagged[]} */
const ran = []

closeOnSignals()
try {
  await lockCheckout()
  await test(process.argv.slice(2))
  report(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  count({ passed: 0, failed: 1, skipped: 0 })
}
await closeAll()
console.log(`\nTook ${Math.round((performance.now() - start) / 1000)} s.`)
process.exitCode = conclude(counts)

/**
 * @param {string[]} argv
 */
async function test(argv) {
  const cacheComponents = /^(--)?cache-components$/.test(argv[0] ?? "")
  const given = argumentsOf(argv, cacheComponents)
  const other = given.findIndex((arg) => !names.includes(arg))
  const named = other === -1 ? given : given.slice(0, other)
  const rest = given.slice(named.length)
  const chosen = named.length > 0 ? named : defaults(cacheComponents)
  const options = [...chosen.map((name) => `--project=${name}`), ...rest]

  const generated = await generate()
  if (!count({ passed: Number(generated), failed: Number(!generated), skipped: 0 })) return
  if (argv.length === 0 && !count(await staticChecks())) return

  const { projects, errors } = await projectsFor(options)
  if (errors.length > 0) throw new Error(errors.join("\n"))
  if (projects.has("unit") && !count(await run(["unit"], { argv: rest }))) return

  const prepared = names.filter((name) => name !== "unit" && projects.has(name))
  if (prepared.length === 0) return
  const { executablePath } = await findBrowser()
  const isNeeded = (/** @type {string} */ name) => prepared.includes(name)
  const environment = await prepareTestEnvironment(isNeeded, { cacheComponents })
  if (!environment) return void count({ passed: 0, failed: 1, skipped: 0 })
  const env = { PORTICO_TEST_ENVIRONMENT: JSON.stringify({ ...environment, browser: executablePath }) }
  count(await run(prepared, { argv: rest, env }))
}

/**
 * Those after the first one, if that one names a kind of run.
 * @param {string[]} argv
 * @param {boolean} cacheComponents
 */
function argumentsOf(argv, cacheComponents) {
  if (cacheComponents) return argv.slice(1)
  return argv[0] === "attacks" ? [...argv.slice(1), `--grep=${attackPattern}`] : argv
}

/**
 * The projects of a run that names none. Unit tests are the same with Cache Components.
 * @param {boolean} cacheComponents
 */
function defaults(cacheComponents) {
  const usual = names.filter((name) => !onRequest.includes(name))
  return cacheComponents ? [...usual.filter((name) => name !== "unit"), "cache-components"] : usual
}

/** @type {typeof runProjects} */
async function run(projects, options) {
  const result = await runProjects(projects, options)
  ran.push(...result.specs)
  return result
}

/**
 * Prints the table of attacks after a whole run or `attacks`. A class without a case is a failure.
 * @param {string[]} argv
 */
function report(argv) {
  if (argv.length > 0 && argv[0] !== "attacks") return
  const rows = attackRows(ran)
  showAttacks(rows)
  const isWhole = argv.length <= 1 && counts.failed === 0
  if (isWhole) count({ passed: 0, failed: rows.filter(({ result }) => result === "NONE").length, skipped: 0 })
}

/**
 * Adds to the counts.
 * @param {import("./test/steps.mjs").Counts} more
 * @returns {boolean} whether none of `more` failed
 */
function count(more) {
  counts = sum(counts, more)
  return more.failed === 0
}
