// The only place where scripts connect to PostgreSQL.
import pg from "pg"

/**
 * Runs some work on one connection, in UTC whatever the server's zone, and closes it.
 * @template T
 * @param {string | pg.ClientConfig} target  an address, or the parts of one
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(target, work) {
  const parts = typeof target === "string" ? { connectionString: target } : target
  const client = new pg.Client({
    connectionTimeoutMillis: 15_000,
    application_name: "portico-scripts",
    ...parts,
  })
  // A server that goes away fails the running query; without a listener it would also end the process.
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
 * A database as people may read it: without its password.
 * @param {string} url
 */
export function describeUrl(url) {
  const { hostname, port, pathname } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1))} on ${hostname}${port && `:${port}`}`
}

/**
 * Whether the host of an address is this machine.
 * @param {string} url
 */
export function isLoopback(url) {
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get("host") ?? hostname
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host) || host.startsWith("/") || host === ""
}
