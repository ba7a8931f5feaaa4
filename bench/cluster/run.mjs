// npm run test:cluster: checks three instances for consistency, and with `load` under load (docs/scaling.md).
import { parseArgs } from "node:util"
import { closeAll, closeOnSignals } from "../../scripts/test/closing.mjs"
import { conclude } from "../../scripts/test/steps.mjs"
import { connectionChecks } from "./checks-connections.mjs"
import { faultChecks } from "./checks-faults.mjs"
import { loadChecks } from "./checks-load.mjs"
import { sharedStateChecks } from "./checks-shared-state.mjs"
import { writeChecks, writeLoad } from "./figures.mjs"
import { prepareTestEnvironment } from "./test-environment.mjs"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "10" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
    "keep-build": { type: "boolean", default: false },
  },
})
const isLoad = positionals[0] === "load"
/** @type {import("./checks-load.mjs").Measured} */
const measured = {}
const all = isLoad
  ? loadChecks(Number(values.minutes), measured)
  : [...sharedStateChecks, ...connectionChecks, ...faultChecks]
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
    if (isLoad) await writeLoad(environment, results, measured)
    else await writeChecks(environment, results)
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
