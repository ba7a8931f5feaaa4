import { parseArgs } from "node:util"

/**
 * What was typed after `npm run provider --`.
 * @param {string[]} args
 * @returns {{ words: string[], write: boolean, prune: boolean, yes: boolean }}
 * @throws {Error} for an option that does not exist, or not here
 */
export function readOptions(args) {
  const flag = /** @type {const} */ ({ type: "boolean", default: false })
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: flag, prune: flag, yes: { ...flag, short: "y" } },
  })
  if (values.prune && values.write) throw new Error("--prune and --write do not go together.")
  if (values.yes && !values.prune) throw new Error("--yes goes with --prune.")
  return { words: positionals.map((word) => word.toLowerCase()), ...values }
}
