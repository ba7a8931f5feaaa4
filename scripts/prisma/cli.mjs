// Gives Prisma's command line a database and a schema engine that needs no download.
import { chmodSync, statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { addressOf } from "../database/client.mjs"
import { openEmbedded } from "../database/embedded.mjs"
import { loadEnvironment, ownDatabaseUrl, ownDatabaseVariable, setting } from "../lib/environment.mjs"
import { ensurePrismaClient } from "./client.mjs"

const engine = fileURLToPath(new URL("schema-engine.mjs", import.meta.url))

/**
 * Prepares a command of Prisma's command line.
 * @param {string[]} argv  as typed: ["migrate", "dev", …]
 * @returns {Promise<string>} the URL of its database; a placeholder for commands that use none
 */
export async function preparePrisma(argv) {
  await loadEnvironment()
  const [command = "", subcommand] = argv
  const isMigrating = command === "migrate" || command === "db"
  selectEngine(isMigrating)
  const wantsHelp = argv.some((argument) => argument === "-h" || argument === "--help")
  if (wantsHelp || !(isMigrating || command === "studio"))
    return setting(ownDatabaseVariable() ?? "") ?? "postgres://none"
  if (subcommand === "dev" || subcommand === "push") await generateClient()
  const url = ownDatabaseUrl() ?? (await openEmbedded((line) => console.error(line))).url
  return isMigrating ? withoutPassword(url) : url
}

/** @param {boolean} isMigrating */
function selectEngine(isMigrating) {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return
  if (process.platform !== "win32") {
    // A checkout from an archive may lack the executable bit.
    if (!(statSync(engine).mode & 0o100)) chmodSync(engine, 0o755)
    process.env.PRISMA_SCHEMA_ENGINE_BINARY = engine
    return
  }
  // Windows cannot run a script as a program, so Prisma downloads its own engine. Generating only needs an existing file.
  if (!isMigrating) process.env.PRISMA_SCHEMA_ENGINE_BINARY = process.execPath
}

/** Since Prisma 7 `migrate dev` and `db push` no longer generate the client. They report an invalid schema themselves. */
async function generateClient() {
  await ensurePrismaClient({ log: (line) => console.error(line) }).catch(() => {})
}

/**
 * Prisma passes the URL on the engine's command line, which every user of the machine can read. The password is passed in
 * the environment instead, from which our engine reads it.
 * @param {string} url
 */
function withoutPassword(url) {
  const address = addressOf(url)
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY !== engine || !address.password) return url
  process.env.PGPASSWORD = decodeURIComponent(address.password)
  address.password = ""
  return address.href
}
