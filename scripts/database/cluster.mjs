// The files of an embedded database: made once, and given new passwords if those were lost.
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { chown, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { processOptions } from "./process-options.mjs"

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
 * Makes the files beside their place and moves them there at the end, so that whoever is killed on the way leaves no half
 * cluster.
 * @param {Home} home
 * @param {Program} program
 * @param {Credentials} credentials
 * @returns {Promise<string | null>} where unusable files that lay there are now
 */
export async function createCluster(home, program, credentials) {
  for (const name of await readdir(home.path))
    if (name.startsWith(draftPrefix)) await rm(join(home.path, name), { recursive: true, force: true })
  const draft = await mkdtemp(join(home.path, draftPrefix))
  const passwordFile = join(draft, "password")
  await writeFile(passwordFile, credentials.superuserPassword, { mode: 0o600 })
  const { account } = home
  if (account) for (const path of [passwordFile, draft]) await chown(path, account.uid, account.gid)
  const place = ["-D", join(draft, "data"), "-U", "postgres", `--pwfile=${passwordFile}`, "--no-instructions"]
  // Upper and lower case of all of Unicode, sorted alike on every system.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  const options = [...place, ...locale, "--auth=scram-sha-256"]
  await run(program("initdb"), options, processOptions(home))
  // Whatever stands there is no cluster, and still nothing of it is thrown away.
  const broken = existsSync(home.data) ? `${home.data}-broken-${Date.now()}` : null
  if (broken) await rename(home.data, broken)
  await rename(join(draft, "data"), home.data)
  await rm(draft, { recursive: true })
  return broken
}

/**
 * Gives the passwords of `credentials` to a stopped cluster whose own were lost.
 * @param {Home} home
 * @param {Program} program
 * @param {Credentials} credentials
 * @throws when the server's files do not allow it
 */
export async function resetPassword(home, program, credentials) {
  const words = ["--single", "-D", home.data, "postgres"]
  const server = spawn(program("postgres"), words, {
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
    throw new Error(`The passwords of the database in ${home.path} are lost and could not be renewed.`)
}
