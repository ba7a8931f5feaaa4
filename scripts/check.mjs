// `npm run check`: every check that needs no browser. `npm run typecheck`: only the types of the app, its routes, tests and scripts.
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { runProjects } from "./test/playwright.mjs"
import { checkTypes, conclude, generate, staticChecks, sum } from "./test/steps.mjs"

closeOnSignals()
const counts = await check()
await closeAll()
process.exitCode = conclude(counts)

async function check() {
  const generated = await generate()
  const first = countOf(generated)
  if (!generated) return first
  if (process.argv[2] === "types") return sum(first, countOf(await checkTypes()))
  return sum(first, await staticChecks(), await runProjects(["unit"]))
}

/** @param {boolean} passed */
function countOf(passed) {
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 }
}
