// Runs Playwright Test and reads its results.
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { onClose } from "./closing.mjs"
import { bareEnvironment } from "./environment.mjs"
import { programOf, runNode, testFolder } from "./program.mjs"

/**
 * @typedef {import("./steps.mjs").Counts} Counts
 * @typedef {{ projectName: string, status: string, results: { errors: { message?: string }[] }[] }} Test
 * @typedef {{ title: string, tags: string[], ok: boolean, tests: Test[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 * @typedef {{ expected: number, unexpected: number, flaky: number, skipped: number }} Stats
 * @typedef {{ suites: Suite[], errors: { message?: string }[], stats: Stats }} Report
 */

// "server-only" throws without this condition. Browser tests do not need it.
const reactServer = { NODE_OPTIONS: "--conditions=react-server" }

let reports = 0

/**
 * The projects in which some arguments select a test.
 * @param {string[]} argv
 * @returns {Promise<{ projects: Set<string>, errors: string[] }>}
 */
export async function projectsFor(argv) {
  const { report } = await playwright([...argv, "--list", "--reporter=json"], {
    env: reactServer,
    show: false,
  })
  const found = report?.suites.flatMap(specsOf).flatMap((spec) => spec.tests.map((test) => test.projectName))
  const errors = report?.errors.map((error) => error.message ?? "") ?? [
    "Playwright could not list the tests.",
  ]
  return { projects: new Set(found), errors }
}

/**
 * Runs projects and shows their progress.
 * @param {string[]} projects
 * @param {{ argv?: string[], env?: Record<string, string> }} [options] `argv`: more arguments for Playwright
 * @returns {Promise<Counts & { specs: Spec[] }>} `specs`: the tests that ran
 */
export async function runProjects(projects, { argv = [], env = {} } = {}) {
  const unit = projects.includes("unit")
  const { code, report } = await playwright(
    [...withCounts(argv), ...projects.map((project) => `--project=${project}`)],
    { env: { ...env, ...(unit ? reactServer : {}) }, show: true },
  )
  if (!report) return { passed: 0, failed: 1, skipped: 0, specs: [] }
  const { expected, flaky, unexpected, skipped } = report.stats
  const specs = report.suites.flatMap(specsOf)
  const unsafe = specs.filter((spec) => isFlaky(spec) && spec.tags.length > 0)
  for (const { title } of unsafe)
    console.log(`\nA test of an attack failed, then passed, which counts as failed: ${title}`)
  const failed = unexpected + report.errors.length + unsafe.length
  return {
    passed: expected + flaky - unsafe.length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped,
    specs,
  }
}

/**
 * Whether a test failed at first and passed when Playwright ran it again.
 * @param {{ tests: { status: string }[] }} spec
 */
export function isFlaky({ tests }) {
  return tests.some(({ status }) => status === "flaky")
}

/**
 * Adds the JSON report, which the counts need, to a `--reporter` of the caller.
 * @param {string[]} argv
 */
function withCounts(argv) {
  const given = argv.findIndex((arg) => arg === "--reporter" || arg.startsWith("--reporter="))
  if (given === -1) return ["--reporter=list,json", ...argv]
  const at = argv[given] === "--reporter" ? given + 1 : given
  return argv.map((arg, index) => (index === at ? `${arg},json` : arg))
}

/**
 * Runs Playwright Test, whose reporters must include `json`.
 * @param {string[]} argv
 * @param {{ env: Record<string, string>, show: boolean, cwd?: string }} options
 * @returns {Promise<{ code: number, report: Report | undefined }>}
 */
export async function playwright(argv, { env, show, cwd }) {
  const file = join(testFolder, `report-${process.pid}-${++reports}.json`)
  const remove = () => rmSync(file, { force: true })
  onClose(remove)
  const { code, output } = await runNode([programOf("@playwright/test"), "test", ...argv], {
    env: { ...bareEnvironment(), ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    show,
    ...(cwd && { cwd }),
  })
  try {
    return { code, report: JSON.parse(readFileSync(file, "utf8")) }
  } catch {
    if (!show) console.log(output)
    return { code, report: undefined }
  } finally {
    remove()
  }
}

/**
 * Every test of a suite and its nested suites.
 * @param {Suite} suite
 * @returns {Spec[]}
 */
export function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
}
