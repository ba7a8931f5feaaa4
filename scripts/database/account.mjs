// PostgreSQL refuses to run as root, so root runs it under another id.
import { execFile } from "node:child_process"
import { stat } from "node:fs/promises"
import { dirname } from "node:path"
import { promisify } from "node:util"

const run = promisify(execFile)

/** @typedef {{ uid: number, gid: number, name: string }} Account */

/**
 * The account under which root runs a database that lies at `path`: whoever owns the path or the nearest folder above it
 * that is not root's, else `nobody`.
 * @param {string} path
 * @returns {Promise<Account | undefined>} undefined for an ordinary user, who runs it as himself
 */
export async function databaseAccount(path) {
  if (process.getuid?.() !== 0) return undefined
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const found = await stat(at).catch(() => null)
    if (!found || found.uid === 0) continue
    // PostgreSQL wants its account to have a name; in a container the owner of a mounted folder may have none.
    const name = await ask("-un", String(found.uid))
    if (name && !/^\d+$/.test(name)) return { uid: found.uid, gid: found.gid, name }
  }
  const [uid, gid] = [await ask("-u", "nobody"), await ask("-g", "nobody")]
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534), name: "nobody" }
}

/**
 * Whether an account can enter a folder, whatever decides it: modes, access lists, mount options.
 * @param {Account} account
 * @param {string} directory
 */
export async function canEnter({ uid, gid }, directory) {
  return run("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { uid, gid, cwd: "/" }).then(
    () => true,
    () => false,
  )
}

/** @param {string[]} words */
async function ask(...words) {
  return run("id", words).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}
