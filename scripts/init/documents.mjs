// Takes out of a document what mentions deleted files and commands.

/**
 * @param {string} markdown
 * @param {object} options
 * @param {(path: string) => boolean} options.isGone whether a path of the checkout was deleted
 * @param {readonly string[]} options.commands deleted commands, such as `npm run bench`
 * @param {(target: string) => string} options.resolve a link's target as a path of the checkout
 */
export function withoutDeleted(markdown, { isGone, commands, resolve }) {
  const isDeleted = (/** @type {string} */ code) =>
    commands.some((command) => code.startsWith(command)) ||
    code.split(/[\s:]+/).some((path) => isGone(path) || isGone(resolve(path)))
  const leadsNowhere = (/** @type {string} */ target) =>
    !/^\w+:|^#/.test(target) && isGone(resolve(target.replace(/#.*/, "")))
  return markdown
    .replaceAll(/\[[^\]]+\]\(([^)\s]+)\) · /g, (entry, target) => (leadsNowhere(target) ? "" : entry))
    .replaceAll(/\s+\(\[[^\]]+\]\(([^)\s]+)\)\)/g, (entry, target) => (leadsNowhere(target) ? "" : entry))
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (link, text, target) => (leadsNowhere(target) ? text : link))
    .replaceAll(/`([^`\n]+)`, (?=`)/g, (entry, code) => (isDeleted(code) ? "" : entry))
    .replaceAll(/(?<=`), `([^`\n]+)`/g, (entry, code) => (isDeleted(code) ? "" : entry))
    .split("\n")
    .filter((line) => !isEntry(line) || !codeIn(line).some(isDeleted))
    .join("\n")
}

/**
 * Takes deleted documents out of the parentheses of a comment or a message, such as "(docs/scaling.md)".
 *
 * @param {string} text
 * @param {(path: string) => boolean} isGone
 */
export function withoutPointers(text, isGone) {
  return text
    .replaceAll(/ \((docs\/[\w-]+\.md)\)/g, (pointer, path) => (isGone(path) ? "" : pointer))
    .replaceAll(/, (docs\/[\w-]+\.md)(?=\))/g, (pointer, path) => (isGone(path) ? "" : pointer))
}

/**
 * A row of a table, or a line of a command's block. A sentence is never deleted.
 * @param {string} line
 */
function isEntry(line) {
  return /^\||^(npm|npx|node|docker|UPDATE_DOCS=1) /.test(line)
}

/** @param {string} line */
function codeIn(line) {
  return line.startsWith("|") ? [...line.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code) : [line]
}

/**
 * Deletes a section: its heading and everything up to the next heading of its level.
 * @param {string} markdown
 * @param {string} heading with its hashes
 */
export function withoutSection(markdown, heading) {
  const level = heading.replace(/[^#].*/, "")
  const start = markdown.indexOf(`\n${heading}\n`)
  if (start === -1) throw new Error(`Nothing was changed: there is no section "${heading}".`)
  const end = markdown.indexOf(`\n${level} `, start + 1)
  return markdown.slice(0, start) + (end === -1 ? "" : markdown.slice(end))
}
