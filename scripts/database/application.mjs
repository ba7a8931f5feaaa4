// The application's role and database on the embedded server.
import { realpath } from "node:fs/promises"
import { withClient } from "./client.mjs"

/**
 * Creates the application's role and database if they are missing.
 * @param {import("./home.mjs").Home} home
 * @param {import("./credentials.mjs").Credentials} credentials
 * @param {number} port
 * @returns {Promise<{ url: string, superuserUrl: string } | null>} null if the server has other passwords
 * @throws when another server uses the port
 */
export async function openApplication(home, { password, superuserPassword }, port) {
  const superuserUrl = `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`
  const url = `postgres://portico:${password}@127.0.0.1:${port}/portico`
  try {
    await withClient(superuserUrl, async (client) => {
      const { rows } = await client.query("SHOW data_directory")
      if ((await realpath(rows[0].data_directory)) !== home.data)
        throw new Error(`Port ${port} is used by a PostgreSQL server with other data than ${home.data}.`)
      await createMissing(client, password)
    })
    await withClient(url, (client) => client.query("SELECT 1"))
    return { url, superuserUrl }
  } catch (error) {
    const isWrongPassword = error instanceof Error && "code" in error && error.code === "28P01"
    if (isWrongPassword) return null
    throw error
  }
}

/**
 * @param {import("pg").Client} client
 * @param {string} password
 */
async function createMissing(client, password) {
  const { rows } = await client.query(
    `SELECT (SELECT count(*) FROM pg_roles WHERE rolname = 'portico') AS roles,
            (SELECT count(*) FROM pg_database WHERE datname = 'portico') AS databases`,
  )
  if (rows[0].roles === "0")
    await client.query(`CREATE ROLE portico LOGIN CREATEDB NOSUPERUSER NOCREATEROLE PASSWORD '${password}'`)
  if (rows[0].databases === "0") await client.query("CREATE DATABASE portico OWNER portico")
}
