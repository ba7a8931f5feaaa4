// Vercel runs this instead of `npm run build`. A configuration with which no function could start fails the build. A production
// deployment is built and then migrates before it goes live; a preview migrates only if it has a database of its own.
import { spawnSync } from "node:child_process"
import { setting, whyNotToMigrate } from "./lib/environment.mjs"
import { requireBuild } from "./require-build.mjs"

requireBuild()
await requireStart()
const steps = ["build", ...(isMigrating() ? ["db:migrate"] : [])]
for (const step of steps) {
  const { status } = spawnSync("npm", ["run", step], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (status !== 0) process.exit(status ?? 1)
}

function isMigrating() {
  const reason = whyNotToMigrate()
  if (reason) console.log(`The database is not migrated: ${reason}`)
  return !reason && ["production", "preview"].includes(setting("VERCEL_ENV") ?? "")
}

/** Makes the checks of the app's start. */
async function requireStart() {
  // A development dependency loads it.
  const { importTypeScript } = await import("./lib/typescript.mjs")
  const { startProblems } = /** @type {typeof import("../lib/auth/start")} */ (
    await importTypeScript("lib/auth/start")
  )
  const { problemText } = /** @type {typeof import("../lib/problem")} */ (
    await importTypeScript("lib/problem")
  )
  const lines = startProblems().map((problem) => `  ${problemText(problem)}`)
  if (lines.length === 0) return
  console.error(["This deployment could not start:", ...lines].join("\n"))
  console.error("The variables are in the project's settings, under Environment Variables.")
  process.exit(1)
}
