// Which files other files name: by an import, or by their path in a string.
import { posix } from "node:path"

const code = /\.(ts|tsx|mjs|json)$|^Dockerfile$/

/**
 * The files that no file names any more, though one did. Deletions make others unused, so the search repeats.
 * @param {object} options
 * @param {readonly string[]} options.before all files
 * @param {readonly string[]} options.after those that stay
 * @param {(file: string) => boolean} options.isCandidate whether a file may be deleted
 * @param {(file: string) => Promise<string>} options.read
 */
export async function unused({ before, after, isCandidate, read }) {
  const named = await references(before, read)
  const once = new Set([...named.values()].flatMap((files) => [...files]))
  let kept = after
  for (;;) {
    const now = new Set(kept.flatMap((file) => [...(named.get(file) ?? [])]))
    const next = kept.filter((file) => !isCandidate(file) || now.has(file) || !once.has(file))
    if (next.length === kept.length) return after.filter((file) => !kept.includes(file))
    kept = next
  }
}

/**
 * @param {readonly string[]} files
 * @param {(file: string) => Promise<string>} read
 */
async function references(files, read) {
  const all = new Set(files)
  const entries = files
    .filter((file) => code.test(file))
    .map(async (file) => /** @type {const} */ ([file, namedIn(file, await read(file), all)]))
  return new Map(await Promise.all(entries))
}

/**
 * @param {string} file
 * @param {string} text
 * @param {ReadonlySet<string>} all
 */
function namedIn(file, text, all) {
  const strings = [...text.matchAll(/["'`]([^"'`\n]+)["'`]|[\w./-]+\.mjs/g)].map(
    ([whole, inner]) => inner ?? whole,
  )
  const paths = strings.flatMap((string) => [
    posix.join(posix.dirname(file), string),
    posix.normalize(string.replace(/^@\//, "")),
    ...(string.includes(" ") ? string.split(" ") : []),
  ])
  const found = paths.flatMap((path) =>
    [path, `${path}.ts`, `${path}.tsx`, `${path}.mjs`, `${path}/index.ts`].filter((name) => all.has(name)),
  )
  return new Set(found.filter((name) => name !== file))
}
