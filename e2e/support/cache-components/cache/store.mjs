// What Next puts into its caches, in memory and, for tests to read, as one file for each entry.
import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** @type {Map<string, unknown>} */
const entries = new Map()

/** @param {string} key */
export function read(key) {
  return entries.get(key)
}

/**
 * @param {string} key
 * @param {unknown} entry
 */
export function write(key, entry) {
  entries.set(key, entry)
  // Unset during the build.
  const folder = process.env["SHARED_CACHE"]
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const name = createHash("sha256").update(key).digest("hex")
  writeFileSync(join(folder, name), JSON.stringify({ key, entry }, readable))
}

/**
 * Maps and bytes as text.
 * @param {string} _name
 * @param {unknown} value
 */
function readable(_name, value) {
  if (value instanceof Map) return Object.fromEntries(value)
  const isBuffer = typeof value === "object" && value !== null && "type" in value && value.type === "Buffer"
  return isBuffer && "data" in value && Array.isArray(value.data) ? Buffer.from(value.data).toString() : value
}
