// `npm run test:mutants`: breaks each security check in turn and requires a test to fail. Arguments select classes or parts
// of rules. The checkout itself is not changed.
import { mutants as all } from "./mutants/list.mjs"
import { copyWith, switchName } from "./mutants/mutant.mjs"
import { clearLeftoverApps, stopLeftoverApps } from "./test/app.mjs"
import { attackClasses } from "./test/attack-classes.mjs"
import { findBrowser } from "./test/browser.mjs"
import { closeAll, closeOnSignals, onClose } from "./test/closing.mjs"
import { build } from "./test/copies.mjs"
import { openDatabaseServer } from "./test/databases.mjs"
import { playwright, specsOf } from "./test/playwright.mjs"
import { generate, lockCheckout, step } from "./test/steps.mjs"

/** @typedef {import("./mutants/mutant.mjs").Mutant} Mutant */

const words = process.argv.slice(2)
const chosen = all.filter(
  ({ attack, rule }) => words.length === 0 || words.some((word) => attack === word || rule.includes(word)),
)
/** @type {Record<string, string>} */
let environment = {}
let copy = ""

closeOnSignals()
try {
  await lockCheckout()
  process.exitCode = (await prepare()) && (await control()) && (await breakEach()) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await closeAll()

/** Copies the checkout, builds it once and prepares the environment of the specs. */
async function prepare() {
  if (!(await generate())) return false
  copy = copyWith(all)
  if (!chosen.some(needsApp)) return true
  const isBuilt = await step(`Building the app with ${all.length} mutants in it`, () => build(copy))
  if (!isBuilt) return false
  const { executablePath } = await findBrowser()
  const server = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
  clearLeftoverApps()
  onClose(stopLeftoverApps)
  environment = {
    PORTICO_TEST_ENVIRONMENT: JSON.stringify({ server, browser: executablePath, directories: { e2e: copy } }),
  }
  return true
}

/** Without a broken check, every selected test must pass. */
async function control() {
  return step("Running their tests with nothing broken", async () => {
    const red = [
      ...(await run(chosen.filter((mutant) => !needsApp(mutant)))),
      ...(await run(chosen.filter(needsApp))),
    ]
    return { code: red.length, output: red.map(({ title, error }) => `${title}: ${error}`).join("\n") }
  })
}

/** @returns {Promise<boolean>} whether every mutant was killed */
async function breakEach() {
  // Unit tests and the built app run side by side: neither keeps two processors busy.
  const groups = [chosen.filter((mutant) => !needsApp(mutant)), chosen.filter(needsApp)]
  const killed = (await Promise.all(groups.map(breakInTurn))).flat()
  const alive = killed.filter((isKilled) => !isKilled).length
  const classes = new Set(chosen.map(({ attack }) => attack)).size
  console.log(`\n${killed.length - alive} mutants of ${classes} classes killed, ${alive} survived`)
  return killed.length > 0 && alive === 0
}

/**
 * @param {Mutant[]} mutants
 * @returns {Promise<boolean[]>} which of them were killed
 */
async function breakInTurn(mutants) {
  const killed = []
  for (const mutant of mutants) {
    const { attack, rule, file } = mutant
    const [killer] = await run([mutant], all.indexOf(mutant))
    // A timeout or an app that does not start does not prove that a test detected the mutant.
    const isKilled = killer !== undefined && !/Test timeout|The app did not come up/.test(killer.error)
    killed.push(isKilled)
    const place = attackClasses.findIndex(({ tag }) => tag === attack) + 1
    const end = isKilled ? `killed by: ${killer.title}` : `SURVIVED in ${file} ${killer?.error ?? ""}`
    console.log(`${String(place).padStart(2)} ${attack.padEnd(15)} ${rule.padEnd(66)} ${end}`)
  }
  return killed
}

/**
 * Runs the tests that must detect these mutants.
 * @param {Mutant[]} mutants all of them with the same kind of test
 * @param {number} [broken] the index of the mutant that is switched on
 * @returns {Promise<{ title: string, error: string }[]>} the failed tests
 */
async function run(mutants, broken) {
  const [first] = mutants
  if (!first) return []
  const patterns = new Set(mutants.map(({ attack, like = "" }) => `(?=.*@${attack}(?![\\w-]))(?=.*${like})`))
  const argv = [
    ...new Set(mutants.map(({ test }) => test)),
    `--grep=^(${[...patterns].join("|")})`,
    "--reporter=json",
    "--retries=0",
    ...(broken === undefined ? [] : ["--max-failures=1"]),
  ]
  const env = { [switchName]: String(broken) }
  const { report } = needsApp(first)
    ? await playwright(
        [...argv, "--project=e2e", "--project=owner", `--workers=${broken === undefined ? 2 : 1}`],
        {
          env: { ...env, ...environment },
          show: false,
        },
      )
    : await playwright([...argv, "--config=units.config.mjs"], {
        env: { ...env, NODE_OPTIONS: "--conditions=react-server" },
        show: false,
        cwd: copy,
      })
  if (!report) throw new Error("Playwright gave no report.")
  if (report.stats.expected + report.stats.unexpected === 0)
    throw new Error(`No test of the class covers "${first.rule}" in ${first.test}.`)
  return report.suites
    .flatMap(specsOf)
    .filter(({ tests }) => tests.some(({ status }) => status === "unexpected"))
    .map(({ title, tests }) => ({
      title,
      error: tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))[0]?.message ?? "",
    }))
}

/**
 * Whether the test drives the built app.
 * @param {Mutant} mutant
 */
function needsApp({ test }) {
  return test.startsWith("e2e/")
}
