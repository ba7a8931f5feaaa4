// `npm run test:platforms`: every supported Node and installer in a fresh clone of the last commit, the Dockerfile's steps and what
// `vercel build` makes, each up to a sign-in in Chromium with OpenID Connect, OAuth 2.0 and OAuth 1.0a. Words select rows:
// `npm run test:platforms -- pnpm vercel`. The table is in docs/deploying.md; rows that did not run keep their last result.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { format, resolveConfig } from "prettier"
import { closeAll, closeOnSignals } from "../../scripts/test/closing.mjs"
import { root } from "../../scripts/test/program.mjs"
import { dataDirectory } from "../paths.mjs"
import { tryImage } from "./image.mjs"
import { tryInstaller } from "./installers.mjs"
import { openServices } from "./services.mjs"
import { tryVercel } from "./vercel.mjs"

/** @typedef {import("./installers.mjs").Step} Step */
/** @typedef {Record<string, string>} Row results by step */

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
const results = join(dataDirectory, "platforms.json")
const [begin, end] = ["<!-- platforms -->", "<!-- /platforms -->"]

closeOnSignals()
const words = process.argv.slice(2)
const chosen = Object.entries(rows).filter(
  ([name]) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
)
/** @type {Record<string, Row>} */
const saved = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : {}
let [passed, failed] = [0, 0]
try {
  for (const [name, attempt] of chosen) {
    /** @type {Row} */
    const row = {}
    console.log(name)
    await attempt(async (step, work) => {
      const began = performance.now()
      const reason = await work().then(
        () => undefined,
        (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error)),
      )
      const seconds = `${Math.round((performance.now() - began) / 1000)} s`
      row[step] = reason === undefined ? seconds : "**fails**"
      console.log(`  ${step.padEnd(14)} ${reason === undefined ? `ok (${seconds})` : `FAILED\n${reason}`}`)
      if (reason === undefined) passed++
      else failed++
      return reason === undefined
    })
    saved[name] = { ...row, date: new Date().toISOString().slice(0, 10) }
    mkdirSync(dataDirectory, { recursive: true })
    writeFileSync(results, JSON.stringify(saved, null, 1))
  }
  await writePage()
} catch (error) {
  console.error(error)
  failed++
}
await closeAll()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Replaces the table of the page. */
async function writePage() {
  const text = readFileSync(page, "utf8")
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`${page} has no ${begin} … ${end}.`)
  const lines = Object.keys(rows).flatMap((name) => {
    const { date, ...steps } = saved[name] ?? {}
    const list = Object.entries(steps).map(([step, result]) => `${step}: ${result}`)
    return list.length === 0 ? [] : [`| ${name} | ${list.join(", ")} | ${date} |`]
  })
  const table = ["| | Steps, each with its time | Date |", "| --- | --- | --- |", ...lines].join("\n")
  const written = `${before}${begin}\n\n${table}\n\n${end}${after}`
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }))
}
