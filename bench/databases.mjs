// One PostgreSQL server for all apps, with one database per schema.
import { join } from "node:path"
import { withClient } from "../scripts/database/client.mjs"
import { migrate } from "../scripts/database/migrate.mjs"
import { removePostgres, startPostgres } from "../scripts/database/postgres.mjs"
import { onClose } from "../scripts/test/closing.mjs"
import { requireLoopback } from "../scripts/test/databases.mjs"
import { createTables } from "./build.mjs"
import { appsDirectory, dataDirectory } from "./paths.mjs"

/** @typedef {Record<string, string>} Databases URLs by name */

/**
 * @param {string | undefined} serverUrl a server on this machine; without it an embedded one is started
 * @returns {Promise<Databases>}
 */
export async function openDatabases(serverUrl) {
  const server = serverUrl ? requireLoopback(serverUrl) : await startEmbedded()
  /** @type {Databases} */
  const databases = {}
  for (const name of ["bare", "portico", "authjs", "better-auth"])
    databases[name] = await createDatabase(server, name)
  return databases
}

async function startEmbedded() {
  const directory = join(dataDirectory, "postgres")
  onClose(() => removePostgres({ directory }))
  return (await startPostgres({ directory })).url
}

/**
 * @param {string} server
 * @param {string} name
 */
async function createDatabase(server, name) {
  const database = `portico_bench_${process.pid}_${name.replace("-", "_")}`
  await withClient(server, (client) => client.query(`CREATE DATABASE ${database}`))
  onClose(() =>
    withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)),
  )
  const url = new URL(server)
  url.pathname = `/${database}`
  if (name === "bare" || name === "portico") await migrate(url.href)
  else await createTables(join(appsDirectory, name, "schema.prisma"), url.href)
  return url.href
}

/**
 * The version that PostgreSQL reports.
 * @param {Databases} databases
 */
export async function databaseVersion({ bare = "" }) {
  return withClient(bare, async (client) =>
    String((await client.query("SHOW server_version")).rows[0].server_version),
  )
}
