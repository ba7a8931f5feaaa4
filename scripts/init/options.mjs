// The flags of `npm run init`.
import { parseArgs } from "node:util"
import { nearest } from "../providers/nearest.mjs"
import { nameProblem } from "./name.mjs"
import { partNames, parts } from "./parts.mjs"

export const usage = `npm run init                                                   asks for everything
npm run init -- --name Acme --providers github,google --yes    asks for nothing

  --name <name>          the name of your app
  --providers <ids>      the providers to keep, separated by commas, or all; any OpenID provider stays possible
  --languages <tags>     the languages to keep, such as en or en,de; English always stays
  --keep <parts>         parts that are deleted otherwise, or all
  --yes                  answers every other question with its default
  --force                also runs with changes that are not committed

Parts for --keep:
${partNames.map((name) => `  ${name.padEnd(22)} ${parts[name].title}`).join("\n")}`

/**
 * @typedef {object} Flags
 * @property {string | undefined} name
 * @property {string[] | undefined} providers
 * @property {string[] | undefined} languages
 * @property {import("./parts.mjs").PartName[] | undefined} keep
 * @property {boolean} yes
 * @property {boolean} force
 * @property {boolean} help
 */

/** @typedef {{ providers: readonly string[], languages: readonly string[] }} Available */

/**
 * @param {string[]} argv
 * @param {Available} available
 * @returns {Flags}
 * @throws {Error} which names the wrong flag or value
 */
export function readFlags(argv, available) {
  const { values } = parse(argv)
  const { name, yes = false, force = false, help = false } = values
  if (name !== undefined) requireName(name)
  if (yes && !help && name === undefined) throw new Error("--yes needs --name, such as --name Acme.")
  return {
    name: name?.trim(),
    providers: readProviders(values.providers, available),
    languages: readLanguages(values.languages, available),
    keep: readParts(values.keep),
    yes,
    force,
    help,
  }
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        name: { type: "string" },
        providers: { type: "string" },
        languages: { type: "string" },
        keep: { type: "string" },
        yes: { type: "boolean", short: "y" },
        force: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : "Wrong flags."}\n\n${usage}`, {
      cause: error,
    })
  }
}

/** @param {string} name */
function requireName(name) {
  const problem = nameProblem(name)
  if (problem) throw new Error(`--name ${problem}`)
}

/**
 * @param {string | undefined} list
 * @param {Available} available
 */
export function readProviders(list, { providers }) {
  const chosen = readList(list, { known: [...providers, "all"], noun: "provider" })
  return chosen?.includes("all") ? [...providers] : chosen
}

/**
 * English is first: other languages fall back on it.
 * @param {string | undefined} list
 * @param {Available} available
 */
export function readLanguages(list, { languages }) {
  const chosen = readList(list, { known: languages, noun: "language" })
  return chosen && languages.filter((tag) => tag === "en" || chosen.includes(tag))
}

/** @param {string | undefined} list */
export function readParts(list) {
  const chosen = readList(list, { known: [...partNames, "all"], noun: "part" })
  return chosen && partNames.filter((name) => chosen.includes(name) || chosen.includes("all"))
}

/**
 * @param {string | undefined} list
 * @param {{ known: readonly string[], noun: string }} options
 */
function readList(list, { known, noun }) {
  const words = list
    ?.split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => known.find((name) => name.toLowerCase() === word.toLowerCase()) ?? word)
  const unknown = words?.find((word) => !known.includes(word))
  if (unknown === undefined) return words
  const near = nearest(unknown, known)
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : `There are ${known.slice(0, 12).join(", ")}${known.length > 12 ? " …" : ""}.`
  throw new Error(`There is no ${noun} "${unknown}". ${hint}`)
}
