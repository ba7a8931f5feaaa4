// The languages in messages/languages.ts, which is not loaded because that takes seconds.
export const languagesFile = "messages/languages.ts"

const list = /(?<=\blanguages = )\{([^}]*)\}/

/**
 * The entries of the object: `en`, or `"pt-BR": ptBR`.
 * @param {string} text of messages/languages.ts
 * @throws {Error} if it cannot be read
 */
export function readLanguageTags(text) {
  const tags = entriesOf(text).map(tagOf)
  if (!tags.includes("en"))
    throw new Error(`${languagesFile} has no line such as "languages = { en, de }" with "en" in it.`)
  return tags
}

/**
 * @param {string} text of messages/languages.ts
 * @param {readonly string[]} kept tags
 */
export function onlyLanguages(text, kept) {
  const entries = entriesOf(text)
  const removed = entries.filter((entry) => !kept.includes(tagOf(entry)))
  const rest = entries.filter((entry) => !removed.includes(entry))
  return removed.map(nameOf).reduce(withoutImport, text.replace(list, `{ ${rest.join(", ")} }`))
}

/** @param {string} text */
function entriesOf(text) {
  const [, entries = ""] = list.exec(text) ?? []
  return entries
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean)
}

/** @param {string} entry */
function tagOf(entry) {
  return entry.replace(/:.*/, "").replaceAll('"', "")
}

/** @param {string} entry */
function nameOf(entry) {
  return entry.replace(/.*:\s*/, "")
}

/**
 * @param {string} text
 * @param {string} name
 */
function withoutImport(text, name) {
  const after = text.replace(new RegExp(`^import .*\\bas ${name}\\b.*\n`, "m"), "")
  if (after === text) throw new Error(`${languagesFile} has no import of "${name}".`)
  return after
}
