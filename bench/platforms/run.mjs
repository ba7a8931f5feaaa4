// `npm run test:platforms`: every supported Node and installer in a fresh clone of the last commit, the Dockerfile's steps and what
// `vercel build` makes, each up to a sign-in in Chromium with OpenID Connect, OAuth 2.0 and OAuth 1.0a. Words select rows:
// `npm run test:platforms -- pnpm vercel`, and `--without=check` leaves out a step, here the one that takes longest. The table is in
// docs/deploying.md; rows that did not run keep their last result.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { format, resolveConfig } from "prettier"
import { closeAll, closeOnSignals } from "../../scripts/test/closing.mjs"
import { root } from "../../scripts/test/program.mjs"
import { tryImage } from "./image.mjs"
import { tryInstaller } from "./installers.mjs"
import { openServices } from "./services.mjs"
import { tryVercel } from "./vercel.mjs"

/** @typedef {import("./installers.mjs").Step} Step */

/** @type {Promise<import("./services.mjs").Services> | undefined} */
let opened
const services = () => (opened ??= openServices())

/** @type {Record<string, (step: Step) => Promise<void>>} */
const rows = {
  ...Object.fromEntries(
    ["20", "22", "24", "26"].map((node) => [`Node ${node}, npm`, (step) => tryInstaller(node, "npm", step)]),
  ),
  ...Object.fromEntries(
    ["pnpm 10", "pnpm 11", "yarn 4", "bun"].map((name) => [
      `Node 24, ${name}`,
      (/** @type {Step} */ step) => tryInstaller("24", name, step),
    ]),
  ),
  "The Dockerfile's steps, as user 1000": async (step) => tryImage(await services(), step),
  "`vercel build`, preview": async (step) => tryVercel("preview", await services(), step),
  "`vercel build`, production": async (step) => tryVercel("production", await services(), step),
}

const page = join(root, "docs/deploying.md")
const [begin, end] = ["<!-- platforms -->", "<!-- /platforms -->"]

closeOnSignals()
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"))
const chosen = Object.entries(rows).filter(
  ([name]) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
)
let [passed, failed] = [0, 0]
try {
  for (const [name, attempt] of chosen) {
    /** @type {string[]} */
    const results = []
    console.log(name)
    await attempt(async (step, work) => {
      if (process.argv.includes(`--without=${step}`)) return true
      const began = performance.now()
      const reason = await work().then(
        () => undefined,
        (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error)),
      )
      const seconds = `${Math.round((performance.now() - began) / 1000)} s`
      results.push(`${step}: ${reason === undefined ? seconds : "**fails**"}`)
      console.log(`  ${step.padEnd(14)} ${reason === undefined ? `ok (${seconds})` : `FAILED\n${reason}`}`)
      if (reason === undefined) passed++
      else failed++
      return reason === undefined
    })
    await writeRow(name, `| ${name} | ${results.join(", ")} | ${new Date().toISOString().slice(0, 10)} |`)
  }
} catch (error) {
  console.error(error)
  failed++
}
await closeAll()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/**
 * Replaces a row of the page's table, or adds it. The other rows stay.
 * @param {string} row
 * @param {string} line
 */
async function writeRow(row, line) {
  const text = readFileSync(page, "utf8")
  const [before, rest] = text.split(begin)
  const [table, after] = rest?.split(end) ?? []
  if (table === undefined || after === undefined) throw new Error(`${page} has no ${begin} … ${end}.`)
  const lines = Object.keys(rows).flatMap((name) => {
    if (name === row) return [line]
    return table.split("\n").filter((old) => old.startsWith("|") && old.split("|")[1]?.trim() === name)
  })
  const heading = ["| | Steps, each with its time | Date |", "| --- | --- | --- |"]
  const written = `${before}${begin}\n\n${[...heading, ...lines].join("\n")}\n\n${end}${after}`
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }))
}
