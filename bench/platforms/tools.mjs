// The versions of Node and the installers that are tried, each installed from npm into a folder of its own.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { bareEnvironment } from "../../scripts/test/environment.mjs"
import { run } from "../../scripts/test/program.mjs"
import { dataDirectory } from "../paths.mjs"

/**
 * @param {string} specifier a package with its version, such as "node@24"
 * @returns {Promise<string>} the folder of its commands
 */
export async function tool(specifier) {
  const folder = join(dataDirectory, "tools", specifier.replaceAll(/[@/]/g, "-"))
  // `npm install node` puts the program beside the commands.
  const commands = join(folder, "node_modules", specifier.startsWith("node@") ? "node/bin" : ".bin")
  if (existsSync(commands)) return commands
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, "package.json"), "{}")
  await mustRun("npm", ["install", "--no-audit", "--no-fund", specifier], { cwd: folder, env: environment() })
  return commands
}

/**
 * The environment of a newcomer: no variable of the app, no setting of a host, and the given folders first in the path.
 * @param {string[]} [folders]
 * @param {Record<string, string>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(folders = [], more = {}) {
  const env = bareEnvironment()
  delete env["CI"]
  return { ...env, ...more, PATH: [...folders, env["PATH"] ?? ""].join(delimiter) }
}

/**
 * @param {string} command
 * @param {string[]} argv
 * @param {import("../../scripts/test/program.mjs").Options} [options]
 * @returns {Promise<string>} its output
 * @throws {Error} with the end of its output
 */
export async function mustRun(command, argv, options) {
  const { code, output } = await run(command, argv, { seconds: 1_200, ...options })
  if (code !== 0)
    throw new Error(`${[command, ...argv].join(" ")} ended with ${code}:\n${output.slice(-3_000)}`)
  return output
}
