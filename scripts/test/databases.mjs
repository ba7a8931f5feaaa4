// The PostgreSQL server of a test run and its databases. The owner's database is never used.
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { withClient } from "../database/client.mjs"
import { migrate } from "../database/migrate.mjs"
import { removePostgres, startPostgres } from "../database/postgres.mjs"
import { onClose } from "./closing.mjs"
import { testFolder } from "./program.mjs"

/**
 * Opens the server for test databases: the one in TEST_DATABASE_URL, else an embedded one that is started now.
 * @param {string | undefined} given TEST_DATABASE_URL
 * @returns {Promise<string>} the URL of a role that may create databases
 * @throws {Error} when the given server is not on this machine
 */
export async function openDatabaseServer(given) {
  if (given) return requireLoopback(given)
  const directory = join(testFolder, "postgres")
  onClose(() => removePostgres({ directory }))
  const { url } = await startPostgres({ directory })
  return url
}

/**
 * @param {string} url
 * @throws {Error} unless its host is loopback
 */
export function requireLoopback(url) {
  const { protocol, hostname, searchParams } = new URL(url)
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) && !searchParams.has("host")
  if (!/^postgres(ql)?:$/.test(protocol) || !loopback)
    throw new Error(
      "TEST_DATABASE_URL must be a postgres:// address on localhost: tests create and drop databases there.",
    )
  return url
}

/**
 * Creates a migrated database.
 * @param {string} server from `openDatabaseServer`
 * @param {string} [migrations] their folder, by default that of the checkout
 * @returns {Promise<{ url: string, drop: () => Promise<void> }>}
 */
export async function createDatabase(server, migrations) {
  const name = `portico_test_${randomBytes(6).toString("hex")}`
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`))
  const url = new URL(server)
  url.pathname = `/${name}`
  await migrate(url.href, { migrations })
  return { url: url.href, drop: () => withClient(server, (client) => drop(client, name)) }
}

/**
 * PostgreSQL's own cleanup may be at work in the database, and only a superuser may end that: it is waited for.
 * @param {import("pg").Client} client
 * @param {string} name
 * @returns {Promise<void>}
 */
async function drop(client, name, tries = 50) {
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  } catch (error) {
    const isDenied = error instanceof Error && "code" in error && error.code === "42501"
    if (!isDenied || tries === 1) throw error
    await setTimeout(200)
    await drop(client, name, tries - 1)
  }
}
