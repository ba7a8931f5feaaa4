import { parseArgs } from "node:util"

/**
 * Reads the arguments of `npm run provider --`.
 * @param {string[]} args
 * @returns {{ words: string[], write: boolean, prune: boolean, yes: boolean, key: boolean, "decryption-key": boolean }}
 * @throws {Error} for an unknown option or an invalid combination
 */
export function readOptions(args) {
  const flag = /** @type {const} */ ({ type: "boolean", default: false })
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      write: flag,
      prune: flag,
      yes: { ...flag, short: "y" },
      key: flag,
      "decryption-key": flag,
    },
  })
  const writes = values.write || values.key || values["decryption-key"]
  if (values.prune && writes) throw new Error("--prune cannot be combined with what writes to .env.")
  if (values.yes && !values.prune) throw new Error("--yes is only for --prune.")
  return { words: positionals.map((word) => word.toLowerCase()), ...values }
}
