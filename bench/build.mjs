// Production builds: each app in a folder of its own, rebuilt only when its files changed.
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
import { copyCheckout, build as nextBuild } from "../scripts/test/copies.mjs"
import { bareEnvironment } from "../scripts/test/environment.mjs"
import { programOf, root, runNode } from "../scripts/test/program.mjs"
import { appsDirectory, dataDirectory } from "./paths.mjs"

/** Tests and tools, which are not part of the app. */
const excluded = ["e2e", "scripts", "docs", "playwright.config.ts", "prisma.config.ts"]

/**
 * @param {import("./contenders.mjs").Contender} contender
 * @param {{ maps?: boolean }} [options] maps: makes a separate build with source maps
 * @returns {Promise<string>} the folder with the build
 * @throws {Error} with the build's output
 */
export async function build({ id: contenderId, title, layers, without }, { maps = false } = {}) {
  const id = maps ? `${contenderId}-mapped` : contenderId
  const directory = layers.length === 0 ? await copyPortico(`bench-${id}`, without) : copyLayers(id, layers)
  if (maps) enableSourceMaps(directory)
  const fingerprintFile = join(dataDirectory, `${id}.built`)
  const fingerprint = fingerprintOf(directory)
  const cachedBuild = join(dataDirectory, `${id}.next`)
  if (
    existsSync(fingerprintFile) &&
    readFileSync(fingerprintFile, "utf8") === fingerprint &&
    existsSync(cachedBuild)
  ) {
    cpSync(cachedBuild, join(directory, ".next"), { recursive: true })
    if (existsSync(join(directory, "schema.prisma"))) await generatePrismaClient(directory)
    return directory
  }
  if (existsSync(join(directory, "schema.prisma"))) await generatePrismaClient(directory)
  const { code, output } = await nextBuild(directory)
  if (code !== 0) throw new Error(`${title} could not be built.\n${output}`)
  rmSync(cachedBuild, { recursive: true, force: true })
  const isOutput = (/** @type {string} */ path) => !path.endsWith(join(".next", "cache"))
  cpSync(join(directory, ".next"), cachedBuild, { recursive: true, filter: isOutput })
  writeFileSync(fingerprintFile, fingerprint)
  return directory
}

/**
 * Copies the checkout and adds the route and the page that every measured app has.
 * @param {string} copy
 * @param {readonly string[]} [without] files to leave out
 */
async function copyPortico(copy, without = []) {
  await ensurePrismaClient()
  const directory = copyCheckout(copy, { without: [...excluded, ...without], tests: false })
  for (const name of ["common", "portico"]) cpSync(join(appsDirectory, name), directory, { recursive: true })
  return directory
}

/**
 * @param {string} id
 * @param {string[]} layers
 */
function copyLayers(id, layers) {
  const directory = join(dataDirectory, "apps", id)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  for (const name of ["common", ...layers]) cpSync(join(appsDirectory, name), directory, { recursive: true })
  return directory
}

/** @param {string} directory */
function enableSourceMaps(directory) {
  const config = join(directory, "next.config.mjs")
  renameSync(config, join(directory, "next.config.own.mjs"))
  writeFileSync(
    config,
    'import own from "./next.config.own.mjs"\nexport default { ...own, experimental: { serverSourceMaps: true } }\n',
  )
}

/** @param {string} directory */
async function generatePrismaClient(directory) {
  const schema = `--schema=${join(directory, "schema.prisma")}`
  const { code, output } = await runNode([programOf("prisma"), "generate", schema], { cwd: root })
  if (code !== 0) throw new Error(`The Prisma client of ${directory} could not be generated.\n${output}`)
}

/**
 * A hash of all files and of the lockfiles they are built with.
 * @param {string} directory
 */
function fingerprintOf(directory) {
  const hash = createHash("sha256")
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const lockfiles = [join(root, "package-lock.json"), join(appsDirectory, "..", "package-lock.json")]
  for (const file of [...files.sort(), ...lockfiles]) hash.update(file).update(readFileSync(file))
  return hash.digest("hex")
}

/**
 * Creates the tables of an app.
 * @param {string} schema a Prisma schema file
 * @param {string} database
 */
export async function createTables(schema, database) {
  const env = { ...bareEnvironment(), DATABASE_URL: database, DIRECT_URL: "" }
  const argv = ["db", "push", `--schema=${schema}`]
  const { code, output } = await runNode([programOf("prisma"), ...argv], { cwd: root, env })
  if (code !== 0) throw new Error(`The tables of ${schema} could not be created.\n${output}`)
}
