// Connections of scripts to PostgreSQL.
import pg from "pg"

/**
 * Runs some work on one connection, with the time zone set to UTC, and closes the connection.
 * @template T
 * @param {string | pg.ClientConfig} target  a URL or its parts
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(target, work) {
  const config = typeof target === "string" ? { connectionString: target } : target
  const client = new pg.Client({
    connectionTimeoutMillis: 15_000,
    application_name: "portico-scripts",
    ...config,
  })
  // When the server goes away, the running query fails; without a listener the error would also end the process.
  client.on("error", () => {})
  await client.connect()
  try {
    await client.query("SET TIME ZONE 'UTC'")
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * A short description of a database for messages, without its password.
 * @param {string} url
 */
export function describeUrl(url) {
  const { hostname, port, pathname } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1))} on ${hostname}${port && `:${port}`}`
}

/**
 * Whether the host of a URL is this machine.
 * @param {string} url
 */
export function isLoopback(url) {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get("host") ?? hostname
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host) || host.startsWith("/") || host === ""
}
