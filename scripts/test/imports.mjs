// Reads the imports of source files.
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, posix } from "node:path"
import { root } from "./program.mjs"

/**
 * @typedef {object} Import
 * @property {string} from a path without extension
 * @property {string} to likewise, or a package's name
 * @property {boolean} typeOnly
 * @property {boolean} onDemand by `import()`
 */

/**
 * @param {string} path a file or a folder
 * @returns {string[]} the source files, relative to the checkout
 */
export function sourcesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .map((name) => `${path}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
}

/** @param {string} file */
export function nameOf(file) {
  return file.replace(/\.\w+$/, "")
}

/**
 * The imports of a file, except those of Node itself.
 * @param {string} file
 * @returns {Import[]}
 */
export function importsOf(file) {
  const statements = readFileSync(join(root, file), "utf8").matchAll(
    /^(?:import|export)\b([^"'`]*?)\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  )
  return [...statements]
    .map(([, names = "", from, effect, onDemand]) => ({
      from: nameOf(file),
      to: targetOf(file, from ?? effect ?? onDemand ?? ""),
      typeOnly: /^\s*type\b/.test(names) || /^\s*\{(\s*type\s[^,}]*,?)+\s*\}\s*$/.test(names),
      onDemand: onDemand !== undefined,
    }))
    .filter(({ to }) => !to.startsWith("node:") && !to.endsWith(".css"))
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
  if (!/^(@\/|\.)/.test(specifier)) return /^(node:.*|@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? specifier
  const path = specifier.startsWith("@/")
    ? specifier.slice(2)
    : posix.normalize(`${posix.dirname(file)}/${specifier}`)
  const isFolder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()
  return isFolder ? `${path}/index` : path.replace(/\.(mjs|ts|tsx)$/, "")
}
