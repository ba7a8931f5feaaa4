// The checkout with planned changes: nothing is written before `apply`, so an error leaves it as it was.
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { format, getFileInfo, resolveConfig } from "prettier"

// Not part of a checkout, or written by tools.
const ignored = new Set([
  "node_modules",
  ".git",
  ".next",
  ".data",
  ".vercel",
  "test-results",
  "playwright-report",
])
const generated = "lib/generated"

/** @typedef {[from: string | RegExp, to: string | ((match: string, ...groups: string[]) => string)]} Edit */

export class Checkout {
  /** @type {Map<string, string>} */
  #texts = new Map()
  /** @type {Set<string>} */
  #files
  #before

  /**
   * @param {string} directory
   * @param {readonly string[]} files relative to it
   */
  constructor(directory, files) {
    this.directory = directory
    this.#before = new Set(files)
    this.#files = new Set(files)
  }

  /** @param {string} directory */
  static async open(directory) {
    return new Checkout(directory, await filesIn(directory))
  }

  get files() {
    return [...this.#files]
  }

  /** The files that will be deleted. */
  get removed() {
    return [...this.#before].filter((file) => !this.#files.has(file))
  }

  /** @param {string} file */
  has(file) {
    return this.#files.has(file)
  }

  /**
   * The text of a file, with the planned changes. Files that will be deleted can still be read.
   * @param {string} file
   */
  async read(file) {
    return this.#texts.get(file) ?? (await readFile(join(this.directory, file), "utf8"))
  }

  /**
   * @param {string} file
   * @param {string} text
   */
  write(file, text) {
    this.#texts.set(file, text)
    this.#files.add(file)
  }

  /**
   * @param {string} file
   * @param {...Readonly<Edit>} edits each must find its text
   */
  async edit(file, ...edits) {
    let text = await this.read(file)
    for (const [from, to] of edits) {
      if (typeof from === "string" ? !text.includes(from) : text.search(from) === -1)
        throw new Error(`Nothing was changed: ${file} no longer contains ${from}.`)
      text = text.replace(from, typeof to === "function" ? to : () => to)
    }
    this.write(file, text)
  }

  /**
   * Removes files and folders that exist.
   * @param {readonly string[]} paths
   */
  remove(paths) {
    for (const file of this.#files)
      if (paths.some((path) => file === path || file.startsWith(`${path}/`))) this.#files.delete(file)
  }

  /** Writes and deletes. Written files are formatted. */
  async apply() {
    const texts = [...this.#texts].filter(([file]) => this.has(file))
    const formatted = await Promise.all(
      texts.map(
        async ([file, text]) =>
          /** @type {const} */ ([file, await formatText(join(this.directory, file), text)]),
      ),
    )
    for (const [file, text] of formatted) {
      await mkdir(dirname(join(this.directory, file)), { recursive: true })
      await writeFile(join(this.directory, file), text)
    }
    for (const file of this.removed) await rm(join(this.directory, file))
    for (const folder of new Set(this.removed.map((file) => dirname(file))))
      await removeEmpty(this.directory, folder)
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
async function formatText(path, text) {
  const { inferredParser } = await getFileInfo(path)
  return inferredParser ? format(text, { ...(await resolveConfig(path)), filepath: path }) : text
}

/**
 * @param {string} directory
 * @returns {Promise<string[]>}
 */
async function filesIn(directory, folder = "") {
  const entries = await readdir(join(directory, folder), { withFileTypes: true })
  const nested = entries.map(async (entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (ignored.has(entry.name) || path === generated) return []
    return entry.isDirectory() ? filesIn(directory, path) : [path]
  })
  return (await Promise.all(nested)).flat()
}

/**
 * Removes a folder and those above it while they are empty. What git ignores, such as `bench/node_modules`, stays.
 * @param {string} directory
 * @param {string} folder
 */
async function removeEmpty(directory, folder) {
  try {
    for (let path = folder; path !== "."; path = dirname(path)) await rmdir(join(directory, path))
  } catch {
    // The folder still has files, or was removed before.
  }
}
