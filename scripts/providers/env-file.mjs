// Adds variables to the owner's .env without changing anything in it.
import { appendFile, writeFile } from "node:fs/promises"
import { parseEnv } from "node:util"
import { readText } from "../lib/private-file.mjs"

/**
 * Appends the variables that the file does not contain yet, with their values or empty. Only its owner can read a new file.
 * @param {string} path
 * @param {{ title: string, variables: { name: string, example?: string, value?: string }[] }} wanted
 * @returns {Promise<string[]>} the names that were added
 */
export async function addVariables(path, { title, variables }) {
  const { text, filled } = await fillEmpty(path, variables)
  const existing = Object.keys(parseEnv(text))
  const added = variables.filter(({ name }) => !existing.includes(name))
  if (added.length === 0) return filled
  const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n"
  const lines = added.flatMap(({ name, example, value }) => [
    ...(example ? [`# Such as ${example}`] : []),
    `${name}=${value ?? ""}`,
  ])
  await appendFile(path, `${gap}# ${title}\n${lines.join("\n")}\n`, { mode: 0o600 })
  return [...filled, ...added.map(({ name }) => name)]
}

/**
 * Writes the values of those variables that the file contains without one.
 * @param {string} path
 * @param {readonly { name: string, value?: string }[]} variables
 * @returns {Promise<{ text: string, filled: string[] }>} the text of the file, and the names
 */
async function fillEmpty(path, variables) {
  const before = (await readText(path)) ?? ""
  let text = before
  const filled = variables.flatMap(({ name, value }) => {
    const line = new RegExp(`^((?:export )?${name}=)[ \\t]*$`, "m")
    if (value === undefined || !line.test(text)) return []
    text = text.replace(line, (_, start) => start + value)
    return [name]
  })
  if (text !== before) await writeFile(path, text)
  return { text, filled }
}
