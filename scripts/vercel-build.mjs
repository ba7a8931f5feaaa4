// Vercel runs this instead of `npm run build`. A production deployment is built and then migrates before it goes live; a
// preview migrates only if it has a database of its own.
import { spawnSync } from "node:child_process"
import { whyNotToMigrate } from "./database/previews.mjs"
import { setting } from "./lib/environment.mjs"

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
