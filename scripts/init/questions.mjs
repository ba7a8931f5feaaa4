// Asks for what the flags leave open.
import { createInterface } from "node:readline/promises"
import { nameProblem } from "./name.mjs"
import { readLanguages, readProviders } from "./options.mjs"
import { partNames, parts } from "./parts.mjs"

/** @typedef {{ name: string, providers: string[], languages: string[], keep: import("./parts.mjs").PartName[] }} Choice */

const defaultProviders = ["github", "google"]

/**
 * @param {import("./options.mjs").Flags} flags
 * @param {import("./options.mjs").Available} available
 * @returns {Promise<Choice>}
 */
export async function choose(flags, available) {
  const { name, providers, languages, keep, yes } = flags
  if (yes && name !== undefined)
    return {
      name,
      providers: providers ?? defaultProviders,
      languages: languages ?? [...available.languages],
      keep: keep ?? [],
    }
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Error("There is no terminal to ask. Use flags: npm run init -- --name Acme --yes")
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const ask = asking(terminal)
  try {
    return {
      name: name ?? (await ask("The name of your app: ", requiredName)),
      providers:
        providers ??
        (await ask(
          "Providers to keep [github, google]: ",
          (line) => readProviders(line || "github,google", available) ?? [],
        )),
      languages:
        languages ??
        (await ask(
          `Languages to keep [${available.languages.join(", ")}]: `,
          (line) => readLanguages(line || available.languages.join(), available) ?? [],
        )),
      keep: keep ?? (await askForParts(ask)),
    }
  } finally {
    terminal.close()
  }
}

/** @typedef {<T>(question: string, read: (line: string) => T) => Promise<T>} Ask */

/**
 * Asks again after an invalid answer.
 * @param {import("node:readline/promises").Interface} terminal
 * @returns {Ask}
 */
function asking(terminal) {
  return async (question, read) => {
    for (;;) {
      try {
        return read((await terminal.question(question)).trim())
      } catch (error) {
        if (!(error instanceof Error) || error.name === "AbortError") throw error
        console.log(error.message)
      }
    }
  }
}

/** @param {string} line */
function requiredName(line) {
  const problem = nameProblem(line)
  if (problem) throw new Error(`The name ${problem}`)
  return line
}

/** @param {Ask} ask */
async function askForParts(ask) {
  /** @type {import("./parts.mjs").PartName[]} */
  const kept = []
  for (const name of partNames)
    if (await ask(`Keep ${parts[name].title}? [y/N] `, (line) => /^y(es)?$/i.test(line))) kept.push(name)
  return kept
}
