// `npm run test:interop`: the production build against identity servers that others wrote, each in Chromium. Words select servers:
// `npm run test:interop -- keycloak dex`. The table is in docs/conformance.md; servers that did not run keep their last row.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { chromium } from "@playwright/test"
import { format, resolveConfig } from "prettier"
import { findBrowser } from "../../scripts/test/browser.mjs"
import { closeAll, closeOnSignals, onClose } from "../../scripts/test/closing.mjs"
import { root } from "../../scripts/test/program.mjs"
import { conclude } from "../../scripts/test/steps.mjs"
import { buildApp, openApp, openDatabaseServer } from "./app.mjs"
import { requirePrograms, serversFolder, Skipped } from "./machine.mjs"
import { servers } from "./server.mjs"
import { steps } from "./walk.mjs"

const page = join(root, "docs/conformance.md")
const [begin, end] = ["<!-- servers -->", "<!-- /servers -->"]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "keep-build": { type: "boolean", default: false }, step: { type: "string", multiple: true } },
})
const chosen = servers.filter(
  ({ name }) =>
    positionals.length === 0 || positionals.some((word) => name.toLowerCase().includes(word.toLowerCase())),
)
const counts = { passed: 0, failed: 0, skipped: 0 }
closeOnSignals()
process.exitCode = 1
try {
  mkdirSync(serversFolder, { recursive: true })
  const directory = await buildApp({ rebuild: !values["keep-build"] })
  const database = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
  const { executablePath } = await findBrowser()
  const browser = await chromium.launch({ executablePath })
  onClose(() => browser.close())
  for (const server of chosen) {
    console.log(server.name)
    const failedBefore = counts.failed
    const outcomes = await walk(server, { directory, database, browser }).catch(
      (/** @type {unknown} */ error) => {
        const isSkipped = error instanceof Skipped
        counts[isSkipped ? "skipped" : "failed"]++
        console.log(
          `  ${isSkipped ? "skipped:" : "FAILED "} ${error instanceof Error ? error.message : String(error)}`,
        )
        return undefined
      },
    )
    // A run of some steps is for trying things out, and a failure is a reason to look.
    if (outcomes && !values.step && counts.failed === failedBefore) await save(server.name, outcomes)
  }
  process.exitCode = conclude(counts)
} catch (error) {
  console.error(error)
} finally {
  await closeAll()
}

/**
 * @param {import("./server.mjs").Server} server
 * @param {{ directory: string, database: string, browser: import("@playwright/test").Browser }} environment
 * @returns {Promise<Record<string, string>>} the outcome of each step
 */
async function walk({ name, needs, tls, start, expected = {} }, { directory, database, browser }) {
  requirePrograms(needs)
  const app = await openApp(directory, database, { label: name.toLowerCase().replaceAll(/\W+/g, "-"), tls })
  const server = await start(app.origin, app.internalOrigin)
  /** @type {Record<string, string>} */
  const outcomes = {}
  const notes = {}
  const newPage = async () => {
    const context = await browser.newContext({ locale: "en-GB", ignoreHTTPSErrors: true })
    context.setDefaultTimeout(120_000)
    return context.newPage()
  }
  try {
    await app.restart(server.env)
    for (const [step, work] of Object.entries(steps)) {
      if (values.step && !values.step.includes(step) && step !== "sign-in") continue
      const outcome = await work({ app, server, newPage, notes }).catch((error) => `failed: ${error.message}`)
      const passed = /^(ok|–)/.test(outcome) || outcome === expected[step] || isRightFailure(step, outcome)
      counts[passed ? "passed" : "failed"]++
      outcomes[step] = outcome.startsWith("failed: ") ? "fails" : outcome
      console.log(`  ${passed ? "ok    " : "FAILED"} ${step.padEnd(20)} ${outcome}`)
      if (step === "sign-in" && outcome !== "ok") break
    }
  } finally {
    for (const context of browser.contexts()) await context.close()
    await app.close()
    await server.stop()
  }
  return outcomes
}

/**
 * A wrong secret must fail, with the server's own word. With ten minutes between two clocks, a token may be out of date.
 * @param {string} step
 * @param {string} outcome
 */
function isRightFailure(step, outcome) {
  if (step === "wrong secret")
    return /^(token|provider)_refused \((invalid|unauthorized)_client\)$/.test(outcome)
  return step.endsWith("10 min") && /^(id_token_invalid|token_refused|provider_refused) \(/.test(outcome)
}

/**
 * @param {string} name
 * @param {Record<string, string>} outcomes
 */
async function save(name, outcomes) {
  const text = readFileSync(page, "utf8")
  const [before, rest] = text.split(begin)
  const [table, after] = rest?.split(end) ?? []
  if (table === undefined || after === undefined) throw new Error(`${page} has no ${begin} … ${end}.`)
  const columns = Object.keys(steps)
  const date = new Date().toISOString().slice(0, 10)
  const written = `| ${[name, ...columns.map((step) => outcomes[step] ?? ""), date].join(" | ")} |`
  const rows = servers.flatMap((server) => {
    if (server.name === name) return [written]
    return table.split("\n").filter((line) => line.startsWith(`| ${server.name} `))
  })
  const head = [`| Server | ${columns.join(" | ")} | date |`, `|${" --- |".repeat(columns.length + 2)}`]
  const content = `${before}${begin}\n\n${[...head, ...rows].join("\n")}\n\n${end}${after}`
  writeFileSync(page, await format(content, { ...(await resolveConfig(page)), filepath: page }))
}
