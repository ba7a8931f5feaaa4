// A primary and its streaming replica, with the PostgreSQL that npm installs.
import { execFileSync } from "node:child_process"
import { appendFileSync, writeFileSync } from "node:fs"
import { cp, lchown, readdir } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { openApplication } from "../../scripts/database/application.mjs"
import { findPrograms } from "../../scripts/database/binaries.mjs"
import { withClient } from "../../scripts/database/client.mjs"
import { createCluster } from "../../scripts/database/cluster.mjs"
import { newCredentials } from "../../scripts/database/credentials.mjs"
import { prepareHome } from "../../scripts/database/home.mjs"
import { migrate } from "../../scripts/database/migrate.mjs"
import { endPostmaster, findPostmaster } from "../../scripts/database/postmaster.mjs"
import { launch } from "../../scripts/database/server.mjs"
import { onClose } from "../../scripts/test/closing.mjs"

/**
 * @typedef {object} Server
 * @property {URL} url of the application's database
 * @property {string} superuserUrl
 * @property {() => Promise<void>} start on its previous port
 * @property {() => Promise<void>} stop shuts down cleanly
 * @property {() => Promise<void>} kill ends it like a crash
 * @property {() => Promise<void>} freeze simulates a machine that vanished from the network: no response, and connections
 *   stay open. It cannot be started again
 * @property {() => Promise<number | undefined>} pid
 */

/**
 * Starts both. A commit on the primary waits until the replica has received it, so a failover loses no commit.
 * @param {string} directory
 * @returns {Promise<{ primary: Server, replica: Server & { promote: () => Promise<void> } }>}
 */
export async function startPair(directory) {
  const home = await prepareHome(join(directory, "primary"))
  const program = await findPrograms(home.account)
  const credentials = newCredentials()
  await createCluster(home, program, credentials)
  onClose(() => end(home))
  let { port } = await launch(home, program, null)
  await end(home)

  const copy = await prepareHome(join(directory, "replica"))
  await cp(home.data, copy.data, { recursive: true })
  if (home.account) await changeOwner(copy.data, home.account)
  writeFileSync(join(copy.data, "standby.signal"), "")
  appendFileSync(
    join(copy.data, "postgresql.conf"),
    `
primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${credentials.superuserPassword} application_name=replica'
wal_retrieve_retry_interval = 200ms
`,
  )
  port = (await launch(home, program, port)).port
  const { url, superuserUrl } = await openDatabase(home, credentials, port)
  await migrate(url)
  onClose(() => end(copy))
  const standby = await launch(copy, program, null)
  const replicaUrl = (/** @type {string} */ address) => {
    const at = new URL(address)
    at.port = String(standby.port)
    return at
  }

  await withClient(superuserUrl, async (client) => {
    await until(
      "the start of the replica",
      async () =>
        (await client.query("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'")).rowCount,
    )
    await client.query("ALTER SYSTEM SET synchronous_standby_names = 'replica'")
    await client.query("SELECT pg_reload_conf()")
    await until(
      "synchronous replication",
      async () =>
        (await client.query("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")).rowCount,
    )
  })

  /** @param {import("../../scripts/database/home.mjs").Home} at @param {number} onPort */
  const server = (at, onPort) => ({
    start: async () => void (await launch(at, program, onPort)),
    stop: () => end(at),
    pid: async () => (await findPostmaster(at.data))?.pid,
    async kill() {
      const postmaster = await findPostmaster(at.data)
      if (postmaster) process.kill(postmaster.pid, "SIGKILL")
    },
    async freeze() {
      const postmaster = await findPostmaster(at.data)
      if (!postmaster) return
      const pids = [postmaster.pid, ...childrenOf(postmaster.pid)]
      onClose(() => pids.forEach((pid) => signal(pid, "SIGKILL")))
      pids.forEach((pid) => signal(pid, "SIGSTOP"))
    },
  })
  const replicaSuperuser = replicaUrl(superuserUrl).href
  return {
    primary: { url: new URL(url), superuserUrl, ...server(home, port) },
    replica: {
      url: replicaUrl(url),
      superuserUrl: replicaSuperuser,
      ...server(copy, standby.port),
      promote: () =>
        withClient(replicaSuperuser, async (client) => void (await client.query("SELECT pg_promote()"))),
    },
  }
}

/**
 * @param {import("../../scripts/database/home.mjs").Home} home
 * @param {import("../../scripts/database/credentials.mjs").Credentials} credentials
 * @param {number} port
 */
async function openDatabase(home, credentials, port) {
  const urls = await openApplication(home, credentials, port)
  if (!urls) throw new Error("The new PostgreSQL server rejected its own passwords.")
  return urls
}

/** @param {import("../../scripts/database/home.mjs").Home} home */
async function end({ data }) {
  const postmaster = await findPostmaster(data)
  if (postmaster) await endPostmaster(postmaster, data)
}

/** @param {number} pid */
function childrenOf(pid) {
  return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number)
}

/** @param {number} pid @param {"SIGSTOP" | "SIGKILL"} name */
function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // The process has exited.
  }
}

/**
 * @param {string} folder
 * @param {{ uid: number, gid: number }} account
 */
async function changeOwner(folder, { uid, gid }) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await lchown(join(entry.parentPath, entry.name), uid, gid)
  await lchown(folder, uid, gid)
}

/**
 * Polls until a condition holds.
 * @param {string} what names the condition in the error
 * @param {() => Promise<unknown>} condition
 * @param {number} [seconds]
 */
export async function until(what, condition, seconds = 30) {
  for (const deadline = Date.now() + seconds * 1000; !(await condition()); await sleep(20))
    if (Date.now() > deadline) throw new Error(`Timeout after ${seconds} s: ${what}.`)
}
