// The files of an embedded database: creates them and resets lost passwords.
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, readdir, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { createPrivately, giveFolder } from "../lib/private-file.mjs"
import { processOptions } from "./account.mjs"

const run = promisify(execFile)
const draftPrefix = "initialising-"

/**
 * @typedef {import("./home.mjs").Home} Home
 * @typedef {import("./binaries.mjs").Program} Program
 * @typedef {import("./credentials.mjs").Credentials} Credentials
 */

/** @param {Home} home */
export function hasCluster({ data }) {
  return existsSync(join(data, "PG_VERSION")) && existsSync(join(data, "global", "pg_control"))
}

/**
 * Creates the files in a draft folder and moves them at the end, so that a killed process leaves no incomplete cluster.
 * @param {Home} home
 * @param {Program} program
 * @param {Credentials} credentials
 * @returns {Promise<string | null>} the folder to which unusable existing files were moved
 */
export async function createCluster(home, program, credentials) {
  for (const name of await readdir(home.path))
    if (name.startsWith(draftPrefix)) await rm(join(home.path, name), { recursive: true, force: true })
  const draft = await mkdtemp(join(home.path, draftPrefix))
  const passwordFile = join(draft, "password")
  const { account } = home
  await createPrivately(passwordFile, credentials.superuserPassword, account)
  if (account) await giveFolder(draft, account)
  const location = [
    "-D",
    join(draft, "data"),
    "-U",
    "postgres",
    `--pwfile=${passwordFile}`,
    "--no-instructions",
  ]
  // The builtin C.UTF-8 locale maps the case of all of Unicode and sorts alike on every system.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  const options = [...location, ...locale, "--auth=scram-sha-256"]
  await run(program("initdb"), options, processOptions(home))
  // Existing files that form no cluster are renamed, never deleted.
  const broken = existsSync(home.data) ? `${home.data}-broken-${Date.now()}` : null
  if (broken) await rename(home.data, broken)
  await rename(join(draft, "data"), home.data)
  await rm(draft, { recursive: true })
  return broken
}

/**
 * Sets the passwords of `credentials` on a stopped cluster whose passwords were lost.
 * @param {Home} home
 * @param {Program} program
 * @param {Credentials} credentials
 * @throws when PostgreSQL cannot start on the files
 */
export async function resetPassword(home, program, credentials) {
  const argv = ["--single", "-D", home.data, "postgres"]
  const server = spawn(program("postgres"), argv, {
    ...processOptions(home),
    stdio: ["pipe", "ignore", "ignore"],
  })
  const ended = once(server, "exit")
  const { password, superuserPassword } = credentials
  server.stdin?.end(
    `ALTER ROLE postgres PASSWORD '${superuserPassword}'\nALTER ROLE portico PASSWORD '${password}'\n`,
  )
  const [code] = await ended
  if (code !== 0)
    throw new Error(`The passwords of the database in ${home.path} are lost and could not be reset.`)
}
