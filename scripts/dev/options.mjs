import { parseArgs } from "node:util"
import { setting } from "../lib/environment.mjs"

/**
 * Parses the arguments of `npm run dev --`: the port is read here, the others are passed to `next dev`. By default the app listens
 * on localhost, where Next would listen on every address of this machine.
 * @param {string[]} argv
 * @returns {{ wantedPort: number, nextArguments: string[] }}
 * @throws when the port is invalid
 */
export function readOptions(argv) {
  const options = /** @type {const} */ ({
    port: { type: "string", short: "p" },
    hostname: { type: "string", short: "H" },
  })
  const { values, tokens } = parseArgs({ args: argv, options, strict: false, tokens: true })
  const ours = new Set()
  for (const token of tokens)
    if (token.kind === "option" && token.name === "port") {
      ours.add(token.index)
      if (token.value !== undefined && !token.inlineValue) ours.add(token.index + 1)
    }
  const text = values.port ?? setting("PORT") ?? "3000"
  const wantedPort = Number(text)
  if (!Number.isInteger(wantedPort) || wantedPort < 1 || wantedPort > 65_535)
    throw new Error(`${text} is not a port number.`)
  const others = argv.filter((_, index) => !ours.has(index))
  return { wantedPort, nextArguments: values.hostname ? others : [...others, "-H", "localhost"] }
}
