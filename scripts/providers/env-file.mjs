// Adds variables to the owner's .env without changing anything in it.
import { appendFile } from "node:fs/promises"
import { parseEnv } from "node:util"
import { readText } from "../lib/private-file.mjs"

/**
 * Appends the variables that the file does not contain yet, with empty values. Only its owner can read a new file.
 * @param {string} path
 * @param {{ title: string, variables: { name: string, example?: string }[] }} wanted
 * @returns {Promise<string[]>} the names that were added
 */
export async function addVariables(path, { title, variables }) {
  const text = (await readText(path)) ?? ""
  const existing = Object.keys(parseEnv(text))
  const added = variables.filter(({ name }) => !existing.includes(name))
  if (added.length === 0) return []
  const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n"
  const lines = added.flatMap(({ name, example }) => [
    ...(example ? [`# Such as ${example}`] : []),
    `${name}=`,
  ])
  await appendFile(path, `${gap}# ${title}\n${lines.join("\n")}\n`, { mode: 0o600 })
  return added.map(({ name }) => name)
}
