// The owner's .env: variables are added, and nothing in it is changed.
import { appendFile } from "node:fs/promises"
import { parseEnv } from "node:util"
import { readText } from "../lib/private-file.mjs"

/**
 * Appends what the file does not name yet, empty. A new file is its owner's alone.
 * @param {string} path
 * @param {{ title: string, variables: { name: string, example?: string }[] }} wanted
 * @returns {Promise<string[]>} the names that were added
 */
export async function addVariables(path, { title, variables }) {
  const text = (await readText(path)) ?? ""
  const named = Object.keys(parseEnv(text))
  const added = variables.filter(({ name }) => !named.includes(name))
  if (added.length === 0) return []
  const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n"
  const lines = added.flatMap(({ name, example }) => [
    ...(example ? [`# Such as ${example}`] : []),
    `${name}=`,
  ])
  await appendFile(path, `${gap}# ${title}\n${lines.join("\n")}\n`, { mode: 0o600 })
  return added.map(({ name }) => name)
}
