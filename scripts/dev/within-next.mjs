// `npx next dev` without the launcher: next.config.mjs calls this in the process of Next's server, before it responds. The
// identity servers run in that process and so end with it.
import { utimes } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { siteName } from "../../site.mjs"
import { isLoopback } from "../database/client.mjs"
import { root } from "../lib/environment.mjs"
import { tryLock } from "../lib/lock.mjs"
import { prepareDevelopment } from "./prepare.mjs"
import { noneAtPublicAddress } from "./summary.mjs"
import { watchEnvironment, watchSchema } from "./watch.mjs"

/** @typedef {import("./watch.mjs").Variables} Variables */

const log = console.log

/** Prepares the environment of this process, or ends it with a message. */
export async function prepareWithinNext() {
  try {
    await prepare()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

async function prepare() {
  const found = await tryLock(`portico dev ${root}`)
  if ("holder" in found)
    throw new Error(`${siteName} is already running: ${(await found.holder.notice) ?? "it is just ending."}`)
  // Next, when its command line was killed, does not end by itself.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))
  const { initialEnv, updateInitialEnv } = nextEnvironment()
  const given = { ...initialEnv }
  const { env, url, database, servers } = await prepareDevelopment({ port: Number(process.env.PORT), log })
  Object.assign(process.env, env)
  // Next starts from these when it reads the .env files again.
  updateInitialEnv(env)
  watchSchema(log)
  watchEnvironment(given, () => void restart())
  found.lock.announce(url)
  const names = servers.map(({ name }) => name).join(", ")
  log(` ✓ ${database}`)
  if (names) log(` ✓ Emulated: ${names}; no account needed, no request leaves this machine`)
  else if (!isLoopback(url)) log(` ✓ Emulated: ${noneAtPublicAddress}`)
  if (env.AUTH_ALLOW) log(" ✓ The test users may sign in besides AUTH_ALLOW, unless SIGN_IN_RULES=own is set")
}

/** Next restarts its server when the time of its configuration changes. */
async function restart() {
  const now = new Date()
  await utimes(join(root, "next.config.mjs"), now, now)
}

/**
 * The module with which Next reads the .env files, as Next itself resolves it: some package managers make it visible only to Next.
 * @returns {{ initialEnv: Variables | undefined, updateInitialEnv: (env: Variables) => void }}
 */
function nextEnvironment() {
  const next = createRequire(import.meta.url).resolve("next/package.json")
  return createRequire(next)("@next/env")
}
