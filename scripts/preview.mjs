// `npm run preview`: makes the production build and starts it on this machine, with the database and the local identity servers
// of `npm run dev`.
import { given, launch, onClose, readOptions, reservePort, useEnvironmentFiles } from "./dev/launcher.mjs"
import { spawnNext, startNext } from "./dev/next.mjs"
import { requireLocal } from "./dev/personas.mjs"
import { prepareDevelopment } from "./dev/prepare.mjs"
import { printSummary } from "./dev/summary.mjs"
import { logIfSlow } from "./lib/progress.mjs"

const log = console.log

await launch("preview", run)

/**
 * @param {(line: string) => void} announce
 * @returns {Promise<number>}
 */
async function run(announce) {
  await useEnvironmentFiles("production")
  requireLocal(process.env)
  const { wantedPort, nextArguments } = readOptions(process.argv.slice(2))
  const port = await reservePort(wantedPort)
  const prepared = await prepareDevelopment({ port, log })
  onClose(prepared.close)
  /** @type {NodeJS.ProcessEnv} */
  const env = { NEXT_TELEMETRY_DISABLED: "1", ...given, ...prepared.env, NODE_ENV: "production" }
  const build = spawnNext({ argv: ["build"], env })
  onClose(build.stop)
  const code = await build.ended
  if (code !== 0) return code
  // The personas need no password, so the app listens only where the identity servers do.
  const app = startNext({ command: "start", port, nextArguments: ["-H", "localhost", ...nextArguments], env })
  onClose(app.stop)
  if (await logIfSlow(log, "Starting the app", app.ready)) {
    await printSummary({ port, prepared, hasSetup: false })
    announce(prepared.url)
  }
  return app.ended
}
