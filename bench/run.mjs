// `npm run bench` measures Portico and its peers and writes docs/benchmarks.md. Arguments choose phases, as in
// `npm run bench -- session dashboard`. --quick makes a short run, and --only=bare,portico measures some apps; both write
// their page to bench/.data. TEST_DATABASE_URL names a PostgreSQL server on this machine.
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
import { dataDirectory } from "./paths.mjs"
import { dpopContenders } from "./phases/dpop.mjs"
import { startProvider } from "./provider.mjs"
import { writeReport } from "./report/index.mjs"
import { machine, saveResults, versions } from "./report/results.mjs"

/**
 * @typedef {Record<string, { value: number, ratio?: number, reasons?: string[] }>} Figures by name
 *
 * @typedef {object} PhaseContext
 * @property {import("./app.mjs").Build[]} builds
 * @property {() => Promise<import("./app.mjs").App[]>} startedApps starts all apps at its first call
 * @property {import("./databases.mjs").Databases} databases
 * @property {boolean} quick
 *
 * @typedef {(context: PhaseContext) => Promise<Map<{ contender: { id: string } }, Figures>>} Phase
 */

/** In the order in which they run: phases that start their own apps come first; the one that fills the databases comes last. */
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
  dpop: ["phases/dpop.mjs", "dpop"],
  lighthouse: ["phases/lighthouse.mjs", "scores"],
  growth: ["phases/growth.mjs", "growth"],
}

/** The apps of phases that do not compare Portico with others. @type {Partial<Record<string, string[]>>} */
const onlyPortico = { lighthouse: ["portico"], dpop: dpopContenders }

closeOnSignals()
try {
  await bench()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
await closeAll()

async function bench() {
  const options = /** @type {const} */ ({
    quick: { type: "boolean", default: false },
    only: { type: "string" },
  })
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const unknown = positionals.filter((name) => !(name in phases))
  if (unknown.length > 0)
    throw new Error(`Unknown phase: ${unknown.join(", ")}. The phases are ${Object.keys(phases).join(", ")}.`)
  const selected = Object.entries(phases).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  )
  const { quick } = values
  const chosen = values.only?.split(",")
  const trial = quick || chosen !== undefined
  const began = performance.now()
  mkdirSync(dataDirectory, { recursive: true })
  await acquireLock()
  await installPeers()

  const provider = await startProvider()
  const databases = await openDatabases(process.env["TEST_DATABASE_URL"])
  const ownApps = selected.map(([name]) => onlyPortico[name])
  const ids = ownApps.every((list) => list !== undefined) ? ownApps.flat() : chosen
  const contendersToRun = contenders.filter(({ id }) => ids?.includes(id) ?? true)
  const builds = await buildAll(contendersToRun, databases, provider)
  /** @type {import("./app.mjs").App[] | undefined} */
  let running
  const startedApps = async () => (running ??= await Promise.all(builds.map((app) => start(app))))

  saveResults({ trial, versions: versions(await databaseVersion(databases)), machine: machine() })
  for (const [name, [file = "", exportName = ""]] of selected) {
    const seconds = stopwatch()
    try {
      /** @param {{ contender: import("./contenders.mjs").Contender }} app */
      const takesPart = ({ contender: { phases: own } }) => own?.includes(name) ?? true
      const measured = await (
        await import(`./${file}`)
      )[exportName]({
        builds: builds.filter(takesPart),
        startedApps: async () => (await startedApps()).filter(takesPart),
        databases,
        quick,
      })
      const rows = [...measured].map(([{ contender }, figures]) => [contender.id, figures])
      saveResults({ trial, phase: name, figures: Object.fromEntries(rows), seconds: seconds() })
      console.log(`Measured ${name}: ${seconds()} s`)
    } catch (error) {
      if (isClosing()) return
      // The other phases do not depend on this one.
      console.error(`Could not measure ${name}:`, error)
      process.exitCode = 1
    }
  }
  console.log(`\n${writeReport(trial)}\n\nTook ${Math.round((performance.now() - began) / 1000)} s.`)
}

/**
 * @param {import("./contenders.mjs").Contender[]} chosen
 * @param {import("./databases.mjs").Databases} databases
 * @param {string} provider
 * @returns {Promise<import("./app.mjs").Build[]>}
 */
async function buildAll(chosen, databases, provider) {
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

/** Two runs at once would build in the same folders and slow each other down. */
async function acquireLock() {
  const result = await tryLock(`bench of ${root}`)
  if ("holder" in result)
    throw new Error("Another benchmark is running in this checkout. Wait for it to finish, or stop it.")
  onClose(result.lock.release)
}

/** The peers are dependencies of bench/package.json, not of the app. */
async function installPeers() {
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
