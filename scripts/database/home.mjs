// The folder of an embedded database: the requested one, or a system folder if root's checkout is closed to the account that
// runs PostgreSQL.
import { existsSync } from "node:fs"
import { access, chmod, constants, mkdir, realpath } from "node:fs/promises"
import { dirname, join } from "node:path"
import { giveFolder } from "../lib/private-file.mjs"
import { canEnter, databaseAccount } from "./account.mjs"
import { claimSystemFolder, findSystemFolder, newSystemFolder } from "./system-folder.mjs"

/**
 * @typedef {object} Home
 * @property {string} path
 * @property {string} data  PostgreSQL's own folder
 * @property {string} credentials  a file that PostgreSQL itself cannot read if it runs under its own account
 * @property {string} log
 * @property {import("./account.mjs").Account | undefined} account  the account that runs the server, if it is not ours
 * @property {import("./account.mjs").Account | undefined} owner  the account that owns our files, if it is not ours
 */

/**
 * Finds the home of a database and creates its folder if it is missing.
 * @param {string} directory
 * @returns {Promise<Home>}
 * @throws when existing data can no longer be read by its account
 */
export async function prepareHome(directory) {
  const created = await mkdir(directory, { recursive: true })
  const requested = await realpath(directory)
  const account = await databaseAccount(join(requested, "data"))
  const hasOwnData = existsSync(join(requested, "data"))
  const systemFolder = hasOwnData ? undefined : await findSystemFolder(requested)
  if (!account) {
    if (await isForeign(join(requested, "data")))
      throw new Error(
        `The database in ${requested} belongs to another user. Delete that folder, or set DATABASE_URL.`,
      )
    if (systemFolder)
      throw new Error(
        `The database of this checkout is root's, in ${systemFolder}. Start as root, set DATABASE_URL, or delete ${requested} to begin with an empty one.`,
      )
    return homeIn(requested)
  }
  if (systemFolder) {
    await claimSystemFolder(systemFolder, requested)
    return homeIn(systemFolder, await databaseAccount(join(systemFolder, "data")))
  }
  if (account.name !== "nobody") {
    if (created) await changeOwner(await realpath(created), requested, account)
    return homeIn(requested, account)
  }
  await chmod(requested, 0o711)
  if (await canEnter(account, requested)) return homeIn(requested, account)
  if (hasOwnData)
    throw new Error(
      `The database in ${requested} runs as ${account.name}, which can no longer enter that folder.`,
    )
  return homeIn(await newSystemFolder(requested), account)
}

/**
 * @param {string} path
 * @param {import("./account.mjs").Account} [account]
 * @returns {Home}
 */
function homeIn(path, account) {
  return {
    path,
    data: join(path, "data"),
    credentials: join(path, "credentials.json"),
    log: join(path, "server.log"),
    account,
    owner: account?.name === "nobody" ? undefined : account,
  }
}

/** @param {string} path */
async function isForeign(path) {
  return access(path, constants.R_OK).then(
    () => false,
    () => existsSync(path),
  )
}

/**
 * Makes the owner of the checkout the owner of the folders that root just created, the deepest first: until then their owner cannot
 * replace what is in them.
 * @param {string} first
 * @param {string} last
 * @param {import("./account.mjs").Account} owner
 */
async function changeOwner(first, last, owner) {
  for (let path = last; ; path = dirname(path)) {
    await giveFolder(path, owner)
    if (path === first) return
  }
}
