// One PostgreSQL for all apps, with a database for each schema.
import { join } from "node:path"
import { withClient } from "../scripts/database/client.mjs"
import { migrate } from "../scripts/database/migrate.mjs"
import { removePostgres, startPostgres } from "../scripts/database/postgres.mjs"
import { onClose } from "../scripts/test/closing.mjs"
import { requireLoopback } from "../scripts/test/databases.mjs"
import { makeTables } from "./build.mjs"
import { apps, workshop } from "./places.mjs"

/** @typedef {Record<string, string>} Databases addresses by name */

/**
 * @param {string | undefined} given the address of a server on this machine; an embedded one is started otherwise
 * @returns {Promise<Databases>}
 */
export async function openDatabases(given) {
  const server = given ? requireLoopback(given) : await embedded()
  /** @type {Databases} */
  const databases = {}
  for (const name of ["bare", "portico", "authjs", "better-auth"]) databases[name] = await open(server, name)
  return databases
}

async function embedded() {
  const directory = join(workshop, "postgres")
  onClose(() => removePostgres({ directory }))
  return (await startPostgres({ directory })).url
}

/**
 * @param {string} server
 * @param {string} name
 */
async function open(server, name) {
  const database = `portico_bench_${process.pid}_${name.replace("-", "_")}`
  await withClient(server, (client) => client.query(`CREATE DATABASE ${database}`))
  onClose(() =>
    withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)),
  )
  const url = new URL(server)
  url.pathname = `/${database}`
  if (name === "bare" || name === "portico") await migrate(url.href)
  else await makeTables(join(apps, name, "schema.prisma"), url.href)
  return url.href
}

/**
 * What PostgreSQL calls itself.
 * @param {Databases} databases
 */
export async function databaseVersion({ bare = "" }) {
  return withClient(bare, async (client) =>
    String((await client.query("SHOW server_version")).rows[0].server_version),
  )
}
