// package.json of the new app.
import { packageName } from "./name.mjs"

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {string} [description]
 * @property {Record<string, string>} scripts
 * @property {Record<string, string>} dependencies
 * @property {Record<string, string>} devDependencies
 */

/**
 * @param {Manifest} manifest
 * @param {object} options
 * @param {string} options.name the app's
 * @param {(file: string) => boolean} options.isGone
 */
export function renamed(manifest, { name, isGone }) {
  const { description: _, ...rest } = manifest
  const scripts = Object.entries(manifest.scripts).filter(([, command]) => !command.split(" ").some(isGone))
  return { ...rest, name: packageName(name), version: "0.1.0", scripts: Object.fromEntries(scripts) }
}

/**
 * The packages without those that only deleted files import.
 * @param {Pick<Manifest, "dependencies" | "devDependencies">} manifest
 * @param {object} texts
 * @param {readonly string[]} texts.deleted of the deleted files
 * @param {readonly string[]} texts.kept of the others
 */
export function withoutUnused({ dependencies, devDependencies }, { deleted, kept }) {
  const isIn = (/** @type {readonly string[]} */ texts, /** @type {string} */ name) =>
    texts.some((text) => text.includes(`"${name}"`) || text.includes(`"${name}/`))
  const used = (/** @type {Record<string, string>} */ packages) =>
    Object.fromEntries(Object.entries(packages).filter(([name]) => isIn(kept, name) || !isIn(deleted, name)))
  return { dependencies: used(dependencies), devDependencies: used(devDependencies) }
}
