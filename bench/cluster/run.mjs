// npm run test:cluster: checks three instances for consistency, with `connections` those of customers' identity providers, and with
// `load` under load (docs/scaling.md).
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
import { writeChecks, writeLoad } from "./figures.mjs"
import { prepareTestEnvironment } from "./test-environment.mjs"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "200" },
    minutes: { type: "string", default: "10" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
    "keep-build": { type: "boolean", default: false },
  },
})
const count = Number(values.count)
/** @type {import("./checks-load.mjs").Measured} */
const measured = {}
const [mode = "checks"] = positionals
const all = {
  checks: [...sharedStateChecks, ...connectionChecks, ...faultChecks],
  connections: [...issuerChecks(count), ...mixUpChecks(count), ...badIssuerChecks],
  load: loadChecks(Number(values.minutes), measured),
}[mode]
if (!all) throw new Error(`There is no run "${mode}": leave it out, or say connections or load.`)
const checks = all.filter(({ name }) => new RegExp(values.only).test(name))

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
  const environment = await prepareTestEnvironment({ rebuild: !values["keep-build"] })
  const { nginxVersion, pgbouncerVersion, postgresVersion } = environment.servers
  console.log(
    `3 instances behind nginx ${nginxVersion}, PgBouncer ${pgbouncerVersion} (DATABASE_PREPARE=${environment.pooler.prepare}), PostgreSQL ${postgresVersion} with a replica: ready in ${seconds(began)}.`,
  )
  const results = []
  for (const { name, run } of checks) {
    const start = Date.now()
    const [passed, figures] = await run(environment).then(
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
  for (const line of environment.unexpectedErrors()) console.log(line)
  const passed = results.filter((result) => result.passed).length
  if (values.write && passed === all.length) {
    if (mode === "load") await writeLoad(environment, results, measured)
    else await writeChecks(mode, environment, results)
  }
  process.exitCode = conclude({ passed, failed: results.length - passed, skipped: 0 })
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
