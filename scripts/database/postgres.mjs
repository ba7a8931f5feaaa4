// The embedded PostgreSQL: a real server from npm, used when DATABASE_URL is not set.
import { rm } from "node:fs/promises"
import { withLock } from "../lib/lock.mjs"
import { openApplication } from "./application.mjs"
import { findPrograms } from "./binaries.mjs"
import { createCluster, hasCluster, resetPassword } from "./cluster.mjs"
import { newCredentials, readCredentials, writeCredentials } from "./credentials.mjs"
import { prepareHome } from "./home.mjs"
import { endPostmaster, findPostmaster } from "./postmaster.mjs"
import { launch, waitUntilReady } from "./server.mjs"

/**
 * @typedef {import("./home.mjs").Home} Home
 *
 * @typedef {object} Embedded
 * @property {string} url  of the application's database, as the application's role
 * @property {string} superuserUrl
 * @property {string} location  the folder that holds the data
 * @property {boolean} started  whether this call started the server
 */

/**
 * Starts the embedded PostgreSQL whose data is in `directory`, or connects to the running one. Any number of processes may
 * call this at once; the server keeps running when they end.
 * @param {{ directory: string, log?: (line: string) => void }} options  log: receives a line for each slow step
 * @returns {Promise<Embedded>}
 * @throws with a message for the owner if PostgreSQL cannot run
 */
export async function startPostgres({ directory, log = () => {} }) {
  const home = await prepareHome(directory)
  return withHomeLock(home, async () => (await connectToRunning(home)) ?? (await start(home, log)))
}

/**
 * Stops the embedded PostgreSQL whose data is in `directory`.
 * @param {{ directory: string }} options
 * @returns {Promise<boolean>} whether it was running
 */
export async function stopPostgres({ directory }) {
  const home = await prepareHome(directory)
  return withHomeLock(home, () => stop(home))
}

/**
 * Stops the server and deletes its data. For databases of tests.
 * @param {{ directory: string }} options
 */
export async function removePostgres({ directory }) {
  const home = await prepareHome(directory)
  await withHomeLock(home, async () => {
    await stop(home)
    for (const path of [home.path, directory]) await rm(path, { recursive: true, force: true, maxRetries: 5 })
  })
}

/**
 * @template T
 * @param {Home} home
 * @param {() => Promise<T>} work
 */
async function withHomeLock(home, work) {
  return withLock(`portico postgres ${home.path}`, work)
}

/**
 * @param {Home} home
 * @returns {Promise<Embedded | null>} null if no server runs or its passwords are unknown
 */
async function connectToRunning(home) {
  const postmaster = await waitUntilReady(home)
  const credentials = await readCredentials(home)
  if (!postmaster || !credentials) return null
  const urls = await openApplication(home, credentials, postmaster.port)
  return urls && { ...urls, location: home.path, started: false }
}

/**
 * @param {Home} home
 * @param {(line: string) => void} log
 * @returns {Promise<Embedded>}
 */
async function start(home, log) {
  const began = Date.now()
  const program = await findPrograms(home.account)
  const stored = await readCredentials(home)
  const credentials = stored ?? newCredentials()
  const isNew = !hasCluster(home)
  await stop(home)
  if (isNew) {
    log(`Creating a PostgreSQL database in ${home.path} (first start only) …`)
    await writeCredentials(home, credentials)
    const broken = await createCluster(home, program, credentials)
    if (broken) log(`The existing files are incomplete. They were moved to ${broken}.`)
  } else if (!stored) await resetPassword(home, program, credentials)
  for (;;) {
    const { port } = await launch(home, program, credentials.port)
    await writeCredentials(home, { ...credentials, port })
    const urls = await openApplication(home, credentials, port)
    if (urls) {
      log(
        `PostgreSQL ${isNew ? "created and " : ""}started in ${((Date.now() - began) / 1_000).toFixed(1)} s.`,
      )
      return { ...urls, location: home.path, started: true }
    }
    await stop(home)
    await resetPassword(home, program, credentials)
  }
}

/** @param {Home} home */
async function stop(home) {
  const postmaster = await findPostmaster(home.data)
  if (postmaster) await endPostmaster(postmaster, home.data)
  return postmaster !== null
}
