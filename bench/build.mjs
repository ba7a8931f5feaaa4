// Production builds: each app in a folder of its own, built anew only when its files changed.
import { createHash } from "node:crypto"
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { ensurePrismaClient } from "../scripts/prisma/client.mjs"
import { build as nextBuild, copyCheckout } from "../scripts/test/copies.mjs"
import { bareEnvironment } from "../scripts/test/environment.mjs"
import { programOf, root, runNode } from "../scripts/test/program.mjs"
import { apps, workshop } from "./places.mjs"

/** Tests and tools are no part of the app. */
const beside = ["e2e", "scripts", "docs", "playwright.config.ts", "prisma.config.ts"]

/**
 * @param {import("./contenders.mjs").Contender} contender
 * @param {{ maps?: boolean }} [options] maps: a build of its own that says which file its code was written in
 * @returns {Promise<string>} the folder with the build
 * @throws {Error} with the build's output
 */
export async function build({ id: own, title, layers, without }, { maps = false } = {}) {
  const id = maps ? `${own}-mapped` : own
  const directory = layers.length === 0 ? await checkout(`bench-${id}`, without) : layer(id, layers)
  if (maps) addMaps(directory)
  const note = join(workshop, `${id}.built`)
  const print = fingerprint(directory)
  const kept = join(workshop, `${id}.next`)
  if (existsSync(note) && readFileSync(note, "utf8") === print && existsSync(kept)) {
    cpSync(kept, join(directory, ".next"), { recursive: true })
    if (existsSync(join(directory, "schema.prisma"))) await generate(directory)
    return directory
  }
  if (existsSync(join(directory, "schema.prisma"))) await generate(directory)
  const { code, output } = await nextBuild(directory)
  if (code !== 0) throw new Error(`${title} could not be built.\n${output}`)
  rmSync(kept, { recursive: true, force: true })
  const lasting = (/** @type {string} */ path) => !path.endsWith(join(".next", "cache"))
  cpSync(join(directory, ".next"), kept, { recursive: true, filter: lasting })
  writeFileSync(note, print)
  return directory
}

/**
 * The checkout, with the two doors that every app has beside its own.
 * @param {string} copy
 * @param {readonly string[]} [without] files to leave out
 */
async function checkout(copy, without = []) {
  await ensurePrismaClient()
  const directory = copyCheckout(copy, { without: [...beside, ...without], tests: false })
  for (const name of ["common", "portico"]) cpSync(join(apps, name), directory, { recursive: true })
  return directory
}

/**
 * @param {string} id
 * @param {string[]} layers
 */
function layer(id, layers) {
  const directory = join(workshop, "apps", id)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  for (const name of ["common", ...layers]) cpSync(join(apps, name), directory, { recursive: true })
  return directory
}

/** @param {string} directory */
function addMaps(directory) {
  const config = join(directory, "next.config.mjs")
  renameSync(config, join(directory, "next.config.own.mjs"))
  writeFileSync(
    config,
    'import own from "./next.config.own.mjs"\nexport default { ...own, experimental: { serverSourceMaps: true } }\n',
  )
}

/** @param {string} directory */
async function generate(directory) {
  const schema = `--schema=${join(directory, "schema.prisma")}`
  const { code, output } = await runNode([programOf("prisma"), "generate", schema], { cwd: root })
  if (code !== 0) throw new Error(`The Prisma client of ${directory} could not be generated.\n${output}`)
}

/**
 * The hash of all files, and of the packages that they are built with.
 * @param {string} directory
 */
function fingerprint(directory) {
  const hash = createHash("sha256")
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const locks = [join(root, "package-lock.json"), join(apps, "..", "package-lock.json")]
  for (const file of [...files.sort(), ...locks]) hash.update(file).update(readFileSync(file))
  return hash.digest("hex")
}

/**
 * Makes the tables of an app.
 * @param {string} schema a file of Prisma's
 * @param {string} database
 */
export async function makeTables(schema, database) {
  const env = { ...bareEnvironment(), DATABASE_URL: database, DIRECT_URL: "" }
  const argv = ["db", "push", `--schema=${schema}`]
  const { code, output } = await runNode([programOf("prisma"), ...argv], { cwd: root, env })
  if (code !== 0) throw new Error(`No tables could be made from ${schema}.\n${output}`)
}
