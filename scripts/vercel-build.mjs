// Vercel runs this instead of `npm run build`: a deployment to production migrates once it is built, before it goes live. A
// preview builds alone, unless its database is its own.
import { spawnSync } from "node:child_process"
import { whyPreviewsWait } from "./database/previews.mjs"
import { setting } from "./lib/environment.mjs"

const steps = ["build", ...(migrates() ? ["db:migrate"] : [])]
for (const step of steps) {
  const { status } = spawnSync("npm", ["run", step], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (status !== 0) process.exit(status ?? 1)
}

function migrates() {
  const reason = whyPreviewsWait()
  if (reason) console.log(`The database is not migrated: ${reason}`)
  return !reason && ["production", "preview"].includes(setting("VERCEL_ENV") ?? "")
}
