// `npm run dev`: starts the database, the local identity servers and the app, without any configuration.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { basePathOf } from "../lib/base-path.mjs"
import {
  closeAll,
  given,
  launch,
  onClose,
  readOptions,
  reservePort,
  useEnvironmentFiles,
} from "./dev/launcher.mjs"
import { startNext } from "./dev/next.mjs"
import { prepareDevelopment } from "./dev/prepare.mjs"
import { printSummary } from "./dev/summary.mjs"
import { watchEnvironment, watchSchema } from "./dev/watch.mjs"
import { root } from "./lib/environment.mjs"
import { logIfSlow } from "./lib/progress.mjs"

const log = console.log

await launch("dev", run)

/**
 * @param {(line: string) => void} announce
 * @returns {Promise<number>}
 */
async function run(announce) {
  await useEnvironmentFiles("development")
  const { wantedPort, nextArguments } = readOptions(process.argv.slice(2))
  const port = await reservePort(wantedPort)
  watchSchema(log)
  for (;;) {
    /** @type {Promise<void>} */
    const changed = new Promise((resolve) => watchEnvironment(given, resolve))
    const code = await runApp({ port, nextArguments, changed, announce })
    if (code !== null) return code
    log("The .env files ask for another preparation: starting again.")
    await closeAll()
    await useEnvironmentFiles("development")
  }
}

/**
 * Runs the app until it ends, or until the .env files ask for another preparation.
 * @param {{ port: number, nextArguments: string[], changed: Promise<void>, announce: (line: string) => void }} options
 * @returns {Promise<number | null>} the exit code, or null after a change
 */
async function runApp({ port, nextArguments, changed, announce }) {
  const prepared = await prepareDevelopment({ port, log })
  onClose(prepared.close)
  const env = { NEXT_TELEMETRY_DISABLED: "1", ...given, ...prepared.env }
  const app = startNext({ command: "dev", port, nextArguments, env })
  onClose(app.stop)
  const outcome = Promise.race([app.ended, changed.then(() => null)])
  if (await Promise.race([logIfSlow(log, "Starting the app", app.ready), changed])) {
    await printSummary({ port, prepared, hasSetup: existsSync(join(root, "app/setup")) })
    announce(prepared.url)
    void compileFirstPage(port, basePathOf(prepared.url))
  }
  return outcome
}

/**
 * Compiles the sign-in page ahead, so that the first click does not wait for it.
 * @param {number} port
 * @param {string} basePath
 */
async function compileFirstPage(port, basePath) {
  await logIfSlow(log, "Compiling the sign-in page", () =>
    fetch(`http://localhost:${port}${basePath}/signin`, { redirect: "manual" }),
  ).catch(() => {})
}
