// The static checks: each is one line on the screen and counts as one test.
import { rmSync } from "node:fs"
import { ensurePrismaClient } from "../prisma/client.mjs"
import { copyCheckout } from "./copies.mjs"
import { bareEnvironment } from "./environment.mjs"
import { programOf, runNode } from "./program.mjs"

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ code: number, output: string }} Ended
 */

/**
 * Says what is done, does it, and says how long it took, and what came out when it failed.
 * @param {string} title
 * @param {() => Promise<Ended | void>} work
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function step(title, work) {
  const start = performance.now()
  process.stdout.write(`${title} … `)
  const { code, output } = (await work().catch(fault)) ?? { code: 0, output: "" }
  const took = `(${((performance.now() - start) / 1000).toFixed(1)} s)`
  console.log(code === 0 ? `ok ${took}` : `failed ${took}\n\n${output.trimEnd()}\n`)
  return code === 0
}

/**
 * Plain errors are sentences for the owner; others are faults of the scripts, and need their stack.
 * @param {unknown} error
 * @returns {Ended}
 */
function fault(error) {
  const isFault = error instanceof Error && error.constructor !== Error
  return { code: 1, output: isFault ? (error.stack ?? error.message) : String(error) }
}

/** Writes the Prisma client, which git does not hold, unless it is there: a running `npm run dev` would compile anew. */
export function generate() {
  return step("Preparing the Prisma client", () => ensurePrismaClient())
}

/**
 * Runs all three of format, lint and types, also after a failure.
 * @returns {Promise<Counts>}
 */
export async function staticChecks() {
  const results = [
    await step("Checking the format", () =>
      runNode([programOf("prettier"), "--check", "--log-level=warn", "."]),
    ),
    await step("Linting", () => runNode([programOf("oxlint")])),
    await checkTypes(),
  ]
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

/** The step that checks the types. */
export function checkTypes() {
  return step("Checking the types", types)
}

/**
 * Runs in a copy: `next typegen` writes to `.next`, where a running `npm run dev` and older builds have types too.
 * @returns {Promise<Ended>}
 */
async function types() {
  const cwd = copyCheckout(`types-${process.pid}`)
  try {
    const typegen = await runNode([programOf("next"), "typegen"], { cwd, env: bareEnvironment() })
    if (typegen.code !== 0) return typegen
    return await runNode([programOf("typescript"), "--noEmit", "--incremental", "false"], { cwd })
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function sum(...counts) {
  return counts.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }))
}

/**
 * Prints the last line of a run and returns its exit code: a run in which nothing ran has not passed.
 * @param {Counts} counts
 */
export function conclude({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`)
  return failed === 0 && passed > 0 ? 0 : 1
}
