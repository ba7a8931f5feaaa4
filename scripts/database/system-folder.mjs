// The system folder of an embedded database whose checkout is closed to the account that runs PostgreSQL. Checkout and folder name
// each other, so that the database follows a checkout that moves, and a copied checkout gets a database of its own.
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { chmod, mkdir } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { readText, writePrivately } from "../lib/private-file.mjs"

const parent = join(process.platform === "linux" ? "/var/lib" : "/var/db", "portico")

/** In the checkout: the name of its system folder. */
const nameFile = "system-folder"
/** In the system folder: the path of its checkout's folder. */
const checkoutFile = "checkout"

/**
 * The existing system folder of a checkout.
 * @param {string} requested  the folder of the database in the checkout
 * @returns {Promise<string | undefined>}
 */
export async function findSystemFolder(requested) {
  const name = await readName(requested)
  if (name === undefined) {
    // An earlier version wrote neither file, and named the folder after the path only.
    const folder = join(parent, nameOf(requested))
    return hasData(folder) && (await checkoutOf(folder)) === undefined ? folder : undefined
  }
  const folder = join(parent, name)
  return hasData(folder) && !(await isUsedElsewhere(folder, requested)) ? folder : undefined
}

/**
 * Lets checkout and folder name each other. The name in the checkout is first: another process that starts at the same time must
 * find the same folder.
 * @param {string} folder
 * @param {string} requested
 */
export async function claimSystemFolder(folder, requested) {
  if ((await readName(requested)) !== basename(folder))
    await writePrivately(join(requested, nameFile), `${basename(folder)}\n`)
  if ((await checkoutOf(folder)) !== requested)
    await writePrivately(join(folder, checkoutFile), `${requested}\n`)
}

/**
 * Creates a system folder that no other checkout has.
 * @param {string} requested
 */
export async function newSystemFolder(requested) {
  const folder = await unusedFolder(requested)
  await mkdir(folder, { recursive: true })
  for (const path of [parent, folder]) await chmod(path, 0o711)
  await claimSystemFolder(folder, requested)
  return folder
}

/** @param {string} requested */
async function unusedFolder(requested) {
  const name = await readName(requested)
  const named = name === undefined ? undefined : join(parent, name)
  if (named && ((await checkoutOf(named)) ?? requested) === requested) return named
  for (let number = 1; ; number++) {
    const folder = join(parent, nameOf(requested) + (number > 1 ? `-${number}` : ""))
    if ((await checkoutOf(folder)) === undefined) return folder
  }
}

/** @param {string} requested */
function nameOf(requested) {
  const checkout = basename(dirname(dirname(requested))).replace(/[^\w.-]/g, "_")
  return `${checkout}-${createHash("sha256").update(requested).digest("hex").slice(0, 12)}`
}

/**
 * @param {string} requested
 * @returns {Promise<string | undefined>} undefined also for a name that leads to another folder
 */
async function readName(requested) {
  const name = (await readText(join(requested, nameFile)).catch(() => null))?.trim() ?? ""
  return /^[\w.-]*\w[\w.-]*$/.test(name) ? name : undefined
}

/**
 * Whether the checkout that the folder names is still there and names it too. Then this one is a copy.
 * @param {string} folder
 * @param {string} requested
 */
async function isUsedElsewhere(folder, requested) {
  const checkout = await checkoutOf(folder)
  return checkout !== undefined && checkout !== requested && (await readName(checkout)) === basename(folder)
}

/**
 * @param {string} folder
 * @returns {Promise<string | undefined>} undefined also for an account that may not read it
 */
async function checkoutOf(folder) {
  return (await readText(join(folder, checkoutFile)).catch(() => null))?.trim()
}

/** @param {string} folder */
function hasData(folder) {
  return existsSync(join(folder, "data"))
}
