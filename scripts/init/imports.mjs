// Takes out of a file the imports that an edit has left without use.

const named = /^import (type )?\{([^}]*)\} from ("[^"]+")\n/gm
const whole = /^import (?:type )?(?:\* as )?(\w+) from "[^"]+"\n/gm

/** @param {string} text of a file in TypeScript or JavaScript */
export function withoutUnusedImports(text) {
  const body = text.replaceAll(named, "").replaceAll(whole, "")
  const isUsed = (/** @type {string} */ name) => new RegExp(String.raw`(?<![\w$])${name}(?![\w$])`).test(body)
  return text
    .replaceAll(whole, (line, name) => (isUsed(name) ? line : ""))
    .replaceAll(named, (line, type = "", list, from) => {
      const names = list.split(",").map((/** @type {string} */ name) => name.trim())
      const used = names.filter(
        (/** @type {string} */ name) =>
          name !== "" && isUsed(name.replace(/^type /, "").replace(/^.* as /, "")),
      )
      if (used.length === names.filter(Boolean).length) return line
      if (used.length === 0) return ""
      const isOnlyTypes = !type && used.every((/** @type {string} */ name) => name.startsWith("type "))
      const shown = isOnlyTypes ? used.map((/** @type {string} */ name) => name.slice("type ".length)) : used
      return `import ${isOnlyTypes ? "type " : type}{ ${shown.join(", ")} } from ${from}\n`
    })
}
