// Deletes the files of the providers that an owner does not keep.
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { readFile, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { base, indexFile, providerIds } from "./ids.mjs"

/**
 * The files of one provider. It also has a line in the index.
 * @param {string} id
 */
const filesOf = (id) => [
  `lib/auth/providers/${id}.ts`,
  `public/providers/${id}.svg`,
  `e2e/fixtures/providers/${id}.json`,
]

/**
 * Lists the providers and the files to delete.
 * @param {string} directory a checkout
 * @param {readonly string[]} kept ids
 * @param {readonly string[]} [always] ids that are kept too
 */
export async function planPrune(directory, kept, always = base) {
  const keptIds = new Set([...always, ...kept])
  const ids = (await providerIds(directory)).filter((id) => !keptIds.has(id))
  return { ids, files: ids.flatMap(filesOf).filter((file) => existsSync(join(directory, file))) }
}

/**
 * Returns the files that have uncommitted changes; null without a repository or a commit.
 * @param {string} directory
 * @param {readonly string[]} files
 * @returns {Promise<string[] | null>}
 */
export async function unsaved(directory, files) {
  const git = async (/** @type {string[]} */ ...args) =>
    (await promisify(execFile)("git", args, { cwd: directory, maxBuffer: 2 ** 24 })).stdout.split("\n")
  const folders = [...new Set(files.map(dirname))]
  try {
    const changed = await git("diff", "--name-only", "--relative", "HEAD", "--", ...folders)
    const untracked = await git("ls-files", "--others", "--", ...folders)
    return files.filter((file) => changed.includes(file) || untracked.includes(file))
  } catch {
    return null
  }
}

/**
 * @param {string} directory
 * @param {{ ids: readonly string[], files: readonly string[] }} plan
 */
export async function prune(directory, { ids, files }) {
  const path = join(directory, indexFile)
  await writeFile(path, withoutExports(await readFile(path, "utf8"), ids))
  for (const file of files) await rm(join(directory, file))
}

/**
 * The index without the lines of some providers.
 * @param {string} index
 * @param {readonly string[]} ids
 */
export function withoutExports(index, ids) {
  const deleted = new Set(ids.map((id) => ` from "./${id}"`))
  return index
    .split("\n")
    .filter((line) => !deleted.has(line.slice(line.indexOf(" from "))))
    .join("\n")
}
