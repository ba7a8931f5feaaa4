// What Prisma's command line needs to work here as people know it: a database, and a schema engine without a download.
import { chmodSync, statSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { databaseDirectory, loadEnvironment, ownDatabaseUrl } from "../lib/environment.mjs"

const engine = fileURLToPath(new URL("schema-engine.mjs", import.meta.url))

/**
 * Prepares a command of Prisma's command line.
 * @param {string[]} words  as typed: ["migrate", "dev", …]
 * @returns {Promise<string>} the address of its database; without any meaning for commands that use none
 */
export async function preparePrisma(words) {
  await loadEnvironment()
  const [command = ""] = words
  const isMigrating = command === "migrate" || command === "db"
  useEngine(isMigrating)
  const asksForHelp = words.some((word) => word === "-h" || word === "--help")
  if (asksForHelp || !(isMigrating || command === "studio")) return ownDatabaseUrl() ?? "postgres://none"
  const url = ownDatabaseUrl() ?? (await embeddedUrl())
  return isMigrating ? withoutPassword(url) : url
}

/** @param {boolean} isMigrating */
function useEngine(isMigrating) {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY) return
  if (process.platform !== "win32") {
    // A checkout from an archive may have lost the mode.
    if (!(statSync(engine).mode & 0o100)) chmodSync(engine, 0o755)
    process.env.PRISMA_SCHEMA_ENGINE_BINARY = engine
    return
  }
  // Windows cannot run a script as a program, so there Prisma downloads its own engine. Generating only asks for a file.
  if (!isMigrating) process.env.PRISMA_SCHEMA_ENGINE_BINARY = process.execPath
}

async function embeddedUrl() {
  const { startPostgres } = await import("../database/postgres.mjs")
  const { url } = await startPostgres({ directory: databaseDirectory, log: (line) => console.error(line) })
  return url
}

/**
 * Prisma writes the address on the engine's command line, where everyone on the machine can read it. The password goes
 * through the environment, from which our engine takes it.
 * @param {string} url
 */
function withoutPassword(url) {
  const address = new URL(url)
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY !== engine || !address.password) return url
  process.env.PGPASSWORD = decodeURIComponent(address.password)
  address.password = ""
  return address.href
}
