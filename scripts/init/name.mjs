// The name of an app in the notations that need it.

/**
 * @param {string} name
 * @returns {string | undefined} why it cannot be the name of an app
 */
export function nameProblem(name) {
  if (name.trim() === "") return "needs a name, such as Acme."
  if (name.trim().length > 60) return "has more than 60 characters."
  if (/\p{C}/u.test(name)) return "has a control character."
  return undefined
}

/**
 * The name as npm allows it: "Zoë's Café & Co" is zoes-cafe-co.
 * @param {string} name
 */
export function packageName(name) {
  const letters = name
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
  return letters.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "app"
}

/**
 * The first character, for the icon.
 * @param {string} name
 */
export function initial(name) {
  const [first] = new Intl.Segmenter().segment(name)
  return first?.segment.toUpperCase() ?? ""
}

/**
 * The name in Markdown: no character of it is markup.
 * @param {string} name
 */
export function inMarkdown(name) {
  return name.replace(/[\\`*_[\]<>]/g, "\\$&")
}

/**
 * @param {string} text
 */
export function inXml(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
