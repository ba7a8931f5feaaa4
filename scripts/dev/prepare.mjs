// Prepares what the app needs on a developer's machine: the database, a secret and the local identity servers.
import { randomBytes } from "node:crypto"
import { mkdir } from "node:fs/promises"
import { join, relative } from "node:path"
import { describeUrl, isLocalDatabase, isLoopback } from "../database/client.mjs"
import { followLocalServers } from "../database/issuers.mjs"
import { migrate, pendingMigrations } from "../database/migrate.mjs"
import { startPostgres } from "../database/postgres.mjs"
import { databaseDirectory, ownDatabaseUrl, root, setting } from "../lib/environment.mjs"
import { readText, writePrivately } from "../lib/private-file.mjs"
import { logIfSlow } from "../lib/progress.mjs"
import { ensurePrismaClient } from "../prisma/client.mjs"
import { allowPersonas, makePersonaAdministrator } from "./personas.mjs"

const dataFolder = join(root, ".data")

/**
 * @typedef {object} Prepared
 * @property {string} url  of the app, without a slash at the end
 * @property {Record<string, string>} env  only the variables that were decided here: Next itself reads the owner's from `.env`,
 *   and reads them again when they change
 * @property {string} database  a line about it
 * @property {{ id: string, name: string, address: string }[]} servers  the local identity servers
 * @property {() => Promise<void>} close  ends the identity servers; the database keeps running
 */

/**
 * @param {{ port: number, log: (line: string) => void }} options
 * @returns {Promise<Prepared>}
 * @throws with a message for the owner
 */
export async function prepareDevelopment({ port, log }) {
  await ensurePrismaClient({ log })
  const database = await prepareDatabase(log)
  const local = `http://localhost:${port}`
  const url = (setting("AUTH_URL") ?? forwardedOrigin(process.env, port) ?? local).replace(/\/$/, "")
  const identity = await logIfSlow(log, "Starting the local identity servers", () =>
    startLocalIdentity({ url, local, database, log }),
  )
  // An owner may have changed these tables; the sign-in then says what is wrong with them.
  if (isLocalDatabase(database.url)) await followLocalServers(database.url, identity.servers).catch(() => {})
  const env = {
    ...(!setting("DATABASE_URL") && { DATABASE_URL: database.url }),
    ...(!setting("AUTH_SECRET") && { AUTH_SECRET: await developmentSecret() }),
    ...(!setting("AUTH_URL") && { AUTH_URL: url }),
    ...identity.env,
    PORTICO_LAUNCHER: String(process.pid),
  }
  return { url, env, database: database.summary, servers: identity.servers, close: identity.close }
}

/**
 * Prepares the owner's database, else the embedded one. Only the embedded one is changed: another database on localhost may be a
 * tunnel to production.
 * @param {(line: string) => void} log
 * @returns {Promise<{ url: string, isEmbedded: boolean, summary: string }>}
 * @throws with a message for the owner when it cannot be reached or migrated
 */
export async function prepareDatabase(log) {
  const own = ownDatabaseUrl()
  if (!own) {
    const { url, location } = await startPostgres({ directory: databaseDirectory, log })
    await migrateQuietly(url, log)
    const path = relative(root, location)
    const folder = path.startsWith("..") ? `${location} (this checkout is closed to other accounts)` : path
    const summary = `PostgreSQL in ${folder}; it keeps running until "npm run db:stop"`
    return { url, isEmbedded: true, summary }
  }
  const name = describeUrl(own)
  try {
    await logPending(own, log)
  } catch (cause) {
    throw new Error(`DATABASE_URL (${name}): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
  return {
    url: setting("DATABASE_URL") ?? own,
    isEmbedded: false,
    summary: `${name}, from DATABASE_URL`,
  }
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 */
async function migrateQuietly(url, log) {
  const { length } = await logIfSlow(log, "Migrating the database", () => migrate(url))
  if (length > 0) log(`The database is up to date (${length} migration${length > 1 ? "s" : ""} applied).`)
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 */
async function logPending(url, log) {
  const names = await pendingMigrations(url)
  if (names.length === 0) return
  log(`${describeUrl(url)} has pending migrations: ${names.join(", ")}.`)
  log("Only the embedded database is migrated by itself. Apply them: npm run db:migrate")
}

/**
 * None is started for an app at a public address that the owner chose, such as a tunnel: anyone could use the personas, who need no
 * password. The forwarded ports of a development machine are open to its user only, unless that user opens them.
 * @param {object} options
 * @param {string} options.url
 * @param {string} options.local  the app's address on this machine
 * @param {{ url: string, isEmbedded: boolean }} options.database  whose administrator the persona "Admin" becomes, if it is ours
 * @param {(line: string) => void} options.log
 */
async function startLocalIdentity({ url, local, database, log }) {
  const isForwarded = url === forwardedOrigin(process.env, Number(new URL(local).port))
  if (!isForwarded && !isLoopback(url)) return { env: {}, servers: [], close: async () => {} }
  const { startIdentity } = await import("../identity/index.mjs")
  const { env, servers, close } = await startIdentity({
    url,
    ...(isForwarded && {
      appAddress: local,
      forward: (/** @type {number} */ port) => forwardedOrigin(process.env, port),
    }),
    directory: join(dataFolder, "identity"),
    env: process.env,
    onSignIn: (persona) => {
      if (database.isEmbedded) void makePersonaAdministrator(database.url, persona, log)
    },
  })
  return { env: { ...env, ...(servers.length > 0 && allowPersonas(process.env)) }, servers, close }
}

/** Stored, so that sessions survive a restart. */
async function developmentSecret() {
  const path = join(dataFolder, "secret")
  const stored = (await readText(path))?.trim()
  if (stored) return stored
  const secret = randomBytes(32).toString("base64url")
  await mkdir(dataFolder, { recursive: true })
  await writePrivately(path, `${secret}\n`)
  return secret
}

/**
 * The public origin of a port on a development machine in a browser: each port has one. GitHub Codespaces, Gitpod, and what Coder and
 * code-server have in common.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {number} port
 * @returns {string | undefined} undefined on another machine
 */
export function forwardedOrigin(env, port) {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = env
  if (name && domain) return originOf(`https://${name}-${port}.${domain}`)
  const { GITPOD_WORKSPACE_URL: workspace, VSCODE_PROXY_URI: template = "" } = env
  if (workspace && URL.canParse(workspace)) return originOf(`https://${port}-${new URL(workspace).host}`)
  // With the port in the path, all ports would be one origin.
  return /^https:\/\/[^/]*\{\{port\}\}/.test(template)
    ? originOf(template.replace("{{port}}", String(port)))
    : undefined
}

/** @param {string} address */
function originOf(address) {
  return URL.canParse(address) ? new URL(address).origin : undefined
}
