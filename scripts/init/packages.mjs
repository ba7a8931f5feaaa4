// package.json of the new app.
import { packageName } from "./name.mjs"

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {string} [description]
 * @property {Record<string, string>} scripts
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
 * The packages for development that only deleted files import.
 * @param {object} options
 * @param {readonly string[]} options.names
 * @param {readonly string[]} options.deleted texts of the deleted files
 * @param {readonly string[]} options.kept texts of the others
 */
export function unusedPackages({ names, deleted, kept }) {
  const names_ = (/** @type {readonly string[]} */ texts, /** @type {string} */ name) =>
    texts.some((text) => text.includes(`"${name}"`) || text.includes(`"${name}/`))
  return names.filter((name) => names_(deleted, name) && !names_(kept, name))
}
