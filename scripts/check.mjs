// `npm run check`: every check that needs no browser.
import { closeAll, closeOnSignals } from "./test/closing.mjs"
import { runProjects } from "./test/playwright.mjs"
import { conclude, generate, staticChecks, sum } from "./test/steps.mjs"

closeOnSignals()
const generated = await generate()
const first = { passed: Number(generated), failed: Number(!generated), skipped: 0 }
const counts = generated ? sum(first, await staticChecks(), await runProjects(["unit"])) : first
await closeAll()
process.exitCode = conclude(counts)
