// PostgreSQL does not start as root, so root runs it under another account.
import { execFile } from "node:child_process"
import { stat } from "node:fs/promises"
import { dirname } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

/** @typedef {{ uid: number, gid: number, name: string }} Account */

/**
 * The account under which root runs the database at `path`: the owner of the path or of the nearest folder above that is
 * not root's, else the system account `nobody`.
 * @param {string} path
 * @returns {Promise<Account | undefined>} undefined for an ordinary user, whose own account runs it
 */
export async function databaseAccount(path) {
  if (process.getuid?.() !== 0) return undefined
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const found = await stat(at).catch(() => null)
    if (!found || found.uid === 0) continue
    // PostgreSQL needs an account with a name; in a container the owner of a mounted folder may have none.
    const name = await runId("-un", String(found.uid))
    if (name && !/^\d+$/.test(name)) return { uid: found.uid, gid: found.gid, name }
  }
  const [uid, gid] = [await runId("-u", "nobody"), await runId("-g", "nobody")]
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534), name: "nobody" }
}

/**
 * Whether an account can enter a folder. Trying it covers modes, access lists and mount options.
 * @param {Account} account
 * @param {string} directory
 */
export async function canEnter({ uid, gid }, directory) {
  return run("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { uid, gid, cwd: "/" }).then(
    () => true,
    () => false,
  )
}

/** @param {string[]} argv */
async function runId(...argv) {
  return run("id", argv).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

/**
 * Options for starting PostgreSQL's programs, without the owner's secrets and libpq's variables in the environment.
 * @param {{ path: string, account: Account | undefined }} home
 */
export function processOptions({ path, account }) {
  const names = ["PATH", "SystemRoot", "TEMP", "TMP", "ComSpec"].filter((name) => process.env[name])
  const environment = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  const ids = account && { uid: account.uid, gid: account.gid }
  return {
    ...ids,
    cwd: path,
    env: { ...environment, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV },
    windowsHide: true,
  }
}
