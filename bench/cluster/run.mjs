// npm run test:cluster: checks three instances for consistency, with `connections` those of customers' identity providers, with `load`
// under load, and with --database two instances on a Citus cluster (docs/scaling.md).
import { parseArgs } from "node:util"
import { closeAll, closeOnSignals } from "../../scripts/test/closing.mjs"
import { conclude } from "../../scripts/test/steps.mjs"
import { badIssuerChecks } from "./checks-bad-issuers.mjs"
import { connectionChecks } from "./checks-connections.mjs"
import { faultChecks } from "./checks-faults.mjs"
import { issuerChecks } from "./checks-issuers.mjs"
import { loadChecks } from "./checks-load.mjs"
import { mixUpChecks } from "./checks-mix-up.mjs"
import { sharedStateChecks } from "./checks-shared-state.mjs"
import { distributedChecks } from "./distributed/checks.mjs"
import { prepareDistributedEnvironment } from "./distributed/environment.mjs"
import { writeChecks, writeDistributed, writeLoad } from "./figures.mjs"
import { prepareTestEnvironment } from "./test-environment.mjs"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "200" },
    minutes: { type: "string" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
    "keep-build": { type: "boolean", default: false },
    database: { type: "string" },
    administrator: { type: "string" },
    "stop-worker": { type: "string" },
    "start-worker": { type: "string" },
    "add-worker": { type: "string" },
  },
})
const rebuild = !values["keep-build"]

closeOnSignals()
// A promise that is not awaited may fail too; no server may be left running then.
process.once("unhandledRejection", async (error) => {
  console.error(error)
  await closeAll()
  process.exit(1)
})
process.exitCode = 1
try {
  const began = Date.now()
  const { checks, title, unexpectedErrors, write } = await (values.database
    ? prepareDistributed(values.database)
    : prepareOwn())
  console.log(`${title}: ready in ${seconds(began)}.`)
  const selected = checks.filter(({ name }) => new RegExp(values.only).test(name))
  const results = []
  for (const { name, run, skipped } of selected) {
    if (skipped) {
      console.log(`skipped ${name}: ${skipped}`)
      continue
    }
    const start = Date.now()
    const [passed, figures] = await run().then(
      (text) => /** @type {const} */ ([true, text]),
      (error) =>
        /** @type {const} */ ([
          false,
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        ]),
    )
    results.push({ name, passed, figures })
    console.log(`${passed ? "ok    " : "FAILED"} ${name} (${seconds(start)})\n       ${figures}`)
  }
  for (const line of unexpectedErrors()) console.log(line)
  const passed = results.filter((result) => result.passed).length
  if (values.write && passed === checks.length) await write(results)
  process.exitCode = conclude({
    passed,
    failed: results.length - passed,
    skipped: selected.length - results.length,
  })
  console.log(`Took ${seconds(began)}.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
} finally {
  await closeAll()
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

/**
 * @typedef {object} Prepared
 * @property {{ name: string, run: () => Promise<string>, skipped?: string }[]} checks skipped: why a check cannot run
 * @property {string} title what is tested
 * @property {() => string[]} unexpectedErrors lines of the instances' logs
 * @property {(results: import("./figures.mjs").Result[]) => Promise<void>} write
 */

/** Three instances on servers that the run starts. @returns {Promise<Prepared>} */
async function prepareOwn() {
  const count = Number(values.count)
  if (!(Number.isInteger(count) && count >= 2))
    throw new Error("--count is a number of connections, at least 2.")
  /** @type {import("./checks-load.mjs").Measured} */
  const measured = {}
  const [mode = "checks"] = positionals
  const checks = {
    checks: [...sharedStateChecks, ...connectionChecks, ...faultChecks],
    connections: [
      ...issuerChecks(count),
      ...mixUpChecks(count),
      ...badIssuerChecks(Number(values.minutes ?? 6)),
    ],
    load: loadChecks(Number(values.minutes ?? 10), measured),
  }[mode]
  if (!checks) throw new Error(`There is no run "${mode}": leave it out, or say connections or load.`)
  const environment = await prepareTestEnvironment({ rebuild })
  const { nginxVersion, pgbouncerVersion, postgresVersion } = environment.servers
  return {
    checks: checks.map(({ name, run }) => ({ name, run: () => run(environment) })),
    title: `3 instances behind nginx ${nginxVersion}, PgBouncer ${pgbouncerVersion} (DATABASE_PREPARE=${environment.pooler.prepare}), PostgreSQL ${postgresVersion} with a replica`,
    unexpectedErrors: environment.unexpectedErrors,
    write: (results) =>
      mode === "load" ? writeLoad(environment, results, measured) : writeChecks(mode, environment, results),
  }
}

/** Two instances on a Citus cluster that runs already. @param {string} url @returns {Promise<Prepared>} */
async function prepareDistributed(url) {
  const {
    administrator,
    "stop-worker": stopWorker,
    "start-worker": startWorker,
    "add-worker": addWorker,
  } = values
  if (Boolean(stopWorker) !== Boolean(startWorker)) throw new Error("--stop-worker needs --start-worker.")
  const given = { stopWorker, startWorker, addWorker }
  const environment = await prepareDistributedEnvironment({ url, administrator, ...given, rebuild })
  const { postgres, citus, workers } = environment.versions
  const option = (/** @type {string} */ name) => `--${name.replace("Worker", "-worker")}`
  return {
    checks: distributedChecks.map(({ name, needs, run }) => ({
      name,
      run: () => run(environment),
      ...(needs && !given[needs] && { skipped: `needs ${option(needs)}` }),
    })),
    title: `2 instances on Citus ${citus}, PostgreSQL ${postgres}, a coordinator and ${workers} workers`,
    unexpectedErrors: environment.unexpectedErrors,
    write: (results) => writeDistributed(environment, results),
  }
}
