// Connections of scripts to PostgreSQL.
import pg from "pg"
import { readDatabaseUrl, sessionSettings } from "../../lib/database-url.mjs"

/**
 * Runs some work on one connection, with the time zone set to UTC and in the schema that the URL names, and closes it.
 * @template T
 * @param {string | pg.ClientConfig} target  a URL or its parts
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(target, work) {
  const { schema, config } = configOf(target)
  const client = new pg.Client({
    connectionTimeoutMillis: 15_000,
    application_name: "portico-scripts",
    ...config,
  })
  // When the server goes away, the running query fails; without a listener the error would also end the process.
  client.on("error", () => {})
  await client.connect()
  try {
    await client.query(sessionSettings({ schema }))
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {string | pg.ClientConfig} target */
function configOf(target) {
  const given = typeof target === "string" ? { connectionString: target } : target
  if (!given.connectionString) return { schema: undefined, config: given }
  const { url, schema } = readDatabaseUrl(given.connectionString)
  return { schema, config: { ...given, connectionString: url } }
}

/**
 * A URL as the owner wrote it, with its parameters, but in a form that can be read.
 * @param {string} url
 */
export function addressOf(url) {
  const { schema, url: readable } = readDatabaseUrl(url)
  const address = new URL(readable)
  if (schema) address.searchParams.set("schema", schema)
  return address
}

/**
 * A short description of a database for messages, without its password.
 * @param {string} url
 */
export function describeUrl(url) {
  const { schema, url: address } = readDatabaseUrl(url)
  const { hostname, port, pathname } = new URL(address)
  const name = decodeURIComponent(pathname.slice(1))
  return `${name}${schema ? `, schema ${schema},` : ""} on ${hostname}${port && `:${port}`}`
}

/**
 * Whether a database is on this machine.
 * @param {string} url
 */
export function isLocalDatabase(url) {
  const { hostname, searchParams } = addressOf(url)
  const host = decodeURIComponent(searchParams.get("host") ?? hostname)
  return isLoopbackHost(host) || host.startsWith("/")
}

/**
 * Whether the host of a web address is this machine.
 * @param {string} url
 */
export function isLoopback(url) {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname)
}

/** @param {string} host */
function isLoopbackHost(host) {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)
}
