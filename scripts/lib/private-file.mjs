// Files that only their owner may read, replaced atomically.
import { randomBytes } from "node:crypto"
import { constants } from "node:fs"
import { open, readFile, rename } from "node:fs/promises"

/** @typedef {{ uid: number, gid: number }} Owner */

/** Windows has no such flag. */
const noFollow = constants.O_NOFOLLOW ?? 0

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
 * @param {Owner} [owner]
 */
export async function writePrivately(path, text, owner) {
  const draft = `${path}.${randomBytes(6).toString("hex")}`
  await createPrivately(draft, text, owner)
  await rename(draft, path)
}

/**
 * Creates a file with mode 0600. Root may write into a folder of another account, which can replace a path at any time: a link is
 * never followed, and the open file gets its owner, not the path.
 * @param {string} path
 * @param {string} text
 * @param {Owner} [owner]
 */
export async function createPrivately(path, text, owner) {
  // `x` is O_EXCL, which does not follow a link either.
  const file = await open(path, "wx", 0o600)
  try {
    await file.writeFile(text)
    if (owner) await file.chown(owner.uid, owner.gid)
  } finally {
    await file.close()
  }
}

/**
 * Opens a file with mode 0600 to write it from the beginning, without following a link.
 * @param {string} path
 * @param {Owner} [owner]
 * @throws when the path is a link, or for another owner a hard link
 */
export async function openPrivately(path, owner) {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | noFollow, 0o600)
  try {
    const { nlink } = await file.stat()
    if (owner && nlink > 1) throw new Error(`${path} is another name of a file elsewhere.`)
    await file.truncate()
    if (owner) await file.chown(owner.uid, owner.gid)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/**
 * Gives a folder to another account, without following a link.
 * @param {string} path
 * @param {Owner} owner
 */
export async function giveFolder(path, owner) {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | noFollow)
  try {
    await folder.chown(owner.uid, owner.gid)
  } finally {
    await folder.close()
  }
}
