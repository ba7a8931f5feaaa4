// Steps of a run, such as the static checks: each prints one line and counts as one test.
import { rmSync } from "node:fs"
import { tryLock } from "../lib/lock.mjs"
import { ensurePrismaClient } from "../prisma/client.mjs"
import { checkSchema } from "../schema/check.mjs"
import { onClose } from "./closing.mjs"
import { copyCheckout } from "./copies.mjs"
import { bareEnvironment } from "./environment.mjs"
import { programOf, root, runNode } from "./program.mjs"

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ code: number, output: string }} Ended
 */

/**
 * Locks the checkout: test runs share the build folder, so only one runs at a time.
 * @throws {Error} when another test run holds the lock
 */
export async function lockCheckout() {
  const found = await tryLock(`tests of ${root}`)
  if ("holder" in found) throw new Error("Another test run uses this checkout. Wait for it, or stop it.")
  onClose(found.lock.release)
}

/**
 * Prints a title, runs some work and prints its duration, and its output if it failed.
 * @param {string} title
 * @param {() => Promise<Ended | void>} work
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function step(title, work) {
  const start = performance.now()
  process.stdout.write(`${title} … `)
  const { code, output } = (await work().catch(failureOf)) ?? { code: 0, output: "" }
  const took = `(${((performance.now() - start) / 1000).toFixed(1)} s)`
  console.log(code === 0 ? `ok ${took}` : `failed ${took}\n\n${output.trimEnd()}\n`)
  return code === 0
}

/**
 * A plain Error is a message for the owner; subclasses such as TypeError are bugs and are printed with their stack.
 * @param {unknown} error
 * @returns {Ended}
 */
function failureOf(error) {
  const isBug = error instanceof Error && error.constructor !== Error
  return { code: 1, output: isBug ? (error.stack ?? error.message) : String(error) }
}

/** Generates the Prisma client if it is missing or stale; writing it always would make `npm run dev` compile again. */
export function generate() {
  return step("Preparing the Prisma client", () => ensurePrismaClient())
}

/**
 * Runs all of schema, types, lint and format, also after a failure. An edit of the schema fails the first two.
 * @returns {Promise<Counts>}
 */
export async function staticChecks() {
  // Meanwhile, so that every error that an edit of the schema causes is shown within seconds.
  const typesEnded = types().catch(failureOf)
  const results = [
    await step("Checking the database schema and raw SQL", checkSchema),
    await step("Checking the types", () => typesEnded),
    await step("Linting", () => runNode([programOf("oxlint")])),
    await step("Checking the format", () =>
      runNode([programOf("prettier"), "--check", ...formatCache, "--log-level=warn", "."]),
    ),
  ]
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

const schemaHint =
  "If you edited prisma/schema.prisma: keep the names of the fields that lib/auth and lib/users use, and rename only a column " +
  "with @map; give a new field a default, make it optional, or set it in the `create` that the error names."

/** Unchanged files take a seventh of the time. The place is the one of `npm run format`. */
const formatCache = ["--cache", "--cache-strategy=content", "--cache-location=.data/format-cache"]

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
    const { code, output } = await runNode([programOf("typescript"), "--noEmit", "--incremental", "false"], {
      cwd,
    })
    return { code, output: /^lib\/(auth|users)\//m.test(output) ? `${output}\n${schemaHint}` : output }
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
 * Prints the last line of a run and returns its exit code. A run without a test has failed.
 * @param {Counts} counts
 */
export function conclude({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`)
  return failed === 0 && passed > 0 ? 0 : 1
}
