// Files that only their owner may read, replaced atomically.
import { randomBytes } from "node:crypto"
import { chown, readFile, rename, writeFile } from "node:fs/promises"

/**
 * The text of a file, or null if there is none.
 * @param {string} path
 */
export async function readText(path) {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
}

/**
 * Writes or replaces a file atomically, with mode 0600.
 * @param {string} path
 * @param {string} text
 * @param {{ uid: number, gid: number }} [owner]
 */
export async function writePrivately(path, text, owner) {
  const draft = `${path}.${randomBytes(6).toString("hex")}`
  await writeFile(draft, text, { mode: 0o600, flag: "wx" })
  if (owner) await chown(draft, owner.uid, owner.gid)
  await rename(draft, path)
}
