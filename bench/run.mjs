// `npm run bench`: measures Portico beside its peers, and writes docs/benchmarks.md. Arguments choose phases, as in
// `npm run bench -- session dashboard`. --quick measures little and --only=bare,portico some apps: both are for trying things
// out, and write their page where git ignores it. TEST_DATABASE_URL names a PostgreSQL server on this machine.
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { tryLock } from "../scripts/lib/lock.mjs"
import { freePort } from "../scripts/lib/ports.mjs"
import { closeAll, closeOnSignals, isClosing, onClose } from "../scripts/test/closing.mjs"
import { root, run } from "../scripts/test/program.mjs"
import { start } from "./app.mjs"
import { build } from "./build.mjs"
import { contenders } from "./contenders.mjs"
import { databaseVersion, openDatabases } from "./databases.mjs"
import { workshop } from "./places.mjs"
import { startProvider } from "./provider.mjs"
import { write } from "./report/index.mjs"
import { keep, machine, versions } from "./report/results.mjs"

/**
 * @typedef {Record<string, { value: number, ratio?: number, reasons?: string[] }>} Figures by name
 *
 * @typedef {object} Given what a phase has at hand
 * @property {import("./app.mjs").Build[]} builds
 * @property {() => Promise<import("./app.mjs").App[]>} fleet all of them, running; started when first asked for
 * @property {import("./databases.mjs").Databases} databases
 * @property {boolean} quick
 *
 * @typedef {(given: Given) => Promise<Map<{ contender: { id: string } }, Figures>>} Phase
 */

/** In this order: what starts apps of its own comes before the fleet, and what fills the databases comes last. */
const phases = {
  statements: ["phases/statements.mjs", "statements"],
  code: ["phases/process.mjs", "code"],
  cold: ["phases/process.mjs", "cold"],
  memory: ["phases/process.mjs", "memory"],
  profile: ["phases/profile.mjs", "profile"],
  client: ["phases/client.mjs", "client"],
  session: ["phases/session.mjs", "session"],
  dashboard: ["phases/session.mjs", "dashboard"],
  signin: ["phases/sign-in.mjs", "signin"],
  lighthouse: ["phases/lighthouse.mjs", "scores"],
  growth: ["phases/growth.mjs", "growth"],
}

closeOnSignals()
try {
  await bench()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await closeAll()

async function bench() {
  const options = { quick: { type: "boolean", default: false }, only: { type: "string" } }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const unknown = positionals.filter((name) => !(name in phases))
  if (unknown.length > 0)
    throw new Error(`No phase is called ${unknown.join(", ")}. There are: ${Object.keys(phases).join(", ")}.`)
  const wanted = Object.entries(phases).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  )
  const { quick } = values
  const chosen = values.only?.split(",")
  const trial = quick || chosen !== undefined
  const began = performance.now()
  mkdirSync(workshop, { recursive: true })
  await takeTurn()
  await install()

  const provider = await startProvider()
  const databases = await openDatabases(process.env["TEST_DATABASE_URL"])
  // Lighthouse looks at Portico's pages alone.
  const ids = wanted.every(([name]) => name === "lighthouse") ? ["portico"] : chosen
  const needed = contenders.filter(({ id }) => ids?.includes(id) ?? true)
  const builds = await prepare(needed, databases, provider)
  /** @type {import("./app.mjs").App[] | undefined} */
  let running
  const fleet = async () => (running ??= await Promise.all(builds.map((one) => start(one))))

  keep({ trial, versions: versions(await databaseVersion(databases)), machine: machine() })
  for (const [name, [file = "", work = ""]] of wanted) {
    const seconds = stopwatch()
    try {
      /** @param {{ contender: import("./contenders.mjs").Contender }} one */
      const takesPart = ({ contender: { phases: some } }) => some?.includes(name) ?? true
      const measured = await (
        await import(`./${file}`)
      )[work]({
        builds: builds.filter(takesPart),
        fleet: async () => (await fleet()).filter(takesPart),
        databases,
        quick,
      })
      const rows = [...measured].map(([{ contender }, figures]) => [contender.id, figures])
      keep({ trial, phase: name, figures: Object.fromEntries(rows), seconds: seconds() })
      console.log(`Measured ${name}: ${seconds()} s`)
    } catch (error) {
      if (isClosing()) return
      // The other phases stand for themselves.
      console.error(`Could not measure ${name}:`, error)
      process.exitCode = 1
    }
  }
  console.log(`\n${write(trial)}\n\nTook ${Math.round((performance.now() - began) / 1000)} s.`)
}

/**
 * @param {import("./contenders.mjs").Contender[]} chosen
 * @param {import("./databases.mjs").Databases} databases
 * @param {string} provider
 * @returns {Promise<import("./app.mjs").Build[]>}
 */
async function prepare(chosen, databases, provider) {
  /** @type {Map<string, string>} */
  const directories = new Map()
  const builds = []
  for (const contender of chosen) {
    const { id, title, builtAs = id } = contender
    const seconds = stopwatch()
    const directory = directories.get(builtAs) ?? (await build(contender))
    if (!directories.has(builtAs)) console.log(`Built ${title}: ${seconds()} s`)
    directories.set(builtAs, directory)
    const database = databases[contender.database] ?? ""
    builds.push({ contender, directory, port: await freePort(), database, provider })
  }
  return builds
}

/** Two runs would build in the same folders, and measure each other. */
async function takeTurn() {
  const found = await tryLock(`bench of ${root}`)
  if ("holder" in found) throw new Error("Another benchmark runs in this checkout. Wait for it, or stop it.")
  onClose(found.lock.release)
}

/** The peers are no dependencies of the app: they lie in a package of their own. */
async function install() {
  if (existsSync(join(root, "bench", "node_modules", "better-auth"))) return
  console.log("Installing the packages of bench/, once …")
  const argv = ["ci", "--prefix", join(root, "bench"), "--no-audit", "--no-fund", "--ignore-scripts"]
  const { code } = await run("npm", argv, { show: true })
  if (code !== 0) throw new Error("The packages of bench/ could not be installed.")
}

function stopwatch() {
  const began = performance.now()
  return () => Number(((performance.now() - began) / 1000).toFixed(1))
}
