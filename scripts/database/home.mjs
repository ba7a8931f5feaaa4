// Where an embedded database lies: in the folder it was asked for, or, where root's checkout is closed to the account that
// runs it, in a folder of the system, named after the path so that two checkouts never share one.
import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { access, chmod, chown, constants, mkdir, realpath } from "node:fs/promises"
import { basename, dirname, join, relative, sep } from "node:path"
import { canEnter, databaseAccount } from "./account.mjs"

/**
 * @typedef {object} Home
 * @property {string} path
 * @property {string} data  PostgreSQL's own folder
 * @property {string} credentials  a file that PostgreSQL itself cannot read where it runs under an id of its own
 * @property {string} log
 * @property {import("./account.mjs").Account | undefined} account  whom the server runs as, where that is not us
 * @property {import("./account.mjs").Account | undefined} owner  whom our files are handed to, where that is not us
 */

/**
 * The home of the database that was asked for in `directory`; the folder is made if need be.
 * @param {string} directory
 * @returns {Promise<Home>}
 * @throws when data is there already and its owner cannot reach it any more
 */
export async function prepareHome(directory) {
  const made = await mkdir(directory, { recursive: true })
  const asked = await realpath(directory)
  const account = await databaseAccount(join(asked, "data"))
  if (!account) {
    if (await isForeign(join(asked, "data")))
      throw new Error(`The database in ${asked} is another user's. Delete that folder, or set DATABASE_URL.`)
    return homeIn(asked)
  }
  const away = awayFrom(asked)
  const isAway = existsSync(join(away, "data")) && !existsSync(join(asked, "data"))
  if (account.name !== "nobody" && !isAway) {
    if (made) await handOver(await realpath(made), asked, account)
    return homeIn(asked, account)
  }
  if (!isAway) {
    await chmod(asked, 0o711)
    if (await canEnter(account, asked)) return homeIn(asked, account)
    if (existsSync(join(asked, "data")))
      throw new Error(
        `The database in ${asked} runs as ${account.name}, who cannot enter that folder any more.`,
      )
  }
  await mkdir(away, { recursive: true })
  await chmod(dirname(away), 0o711)
  await chmod(away, 0o711)
  return homeIn(away, account)
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

/** @param {string} asked */
function awayFrom(asked) {
  const checkout = basename(dirname(dirname(asked))).replace(/[^\w.-]/g, "_")
  const key = createHash("sha256").update(asked).digest("hex").slice(0, 12)
  return join(process.platform === "linux" ? "/var/lib" : "/var/db", "portico", `${checkout}-${key}`)
}

/**
 * Gives the folders that root just made to the owner of the checkout.
 * @param {string} first
 * @param {string} last
 * @param {import("./account.mjs").Account} owner
 */
async function handOver(first, last, { uid, gid }) {
  let path = first
  await chown(path, uid, gid)
  for (const name of relative(first, last).split(sep).filter(Boolean))
    await chown((path = join(path, name)), uid, gid)
}
