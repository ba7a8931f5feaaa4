// The README's commands in a fresh clone, with one version of Node and one installer.
import { join } from "node:path"
import { freePort } from "../../scripts/lib/ports.mjs"
import { run } from "../../scripts/test/program.mjs"
import { clone } from "./clone.mjs"
import { leftovers, protocols, signIn, withServer } from "./newcomer.mjs"
import { environment, mustRun, tool } from "./tools.mjs"

/** @typedef {(name: string, work: () => Promise<unknown>) => Promise<boolean>} Step */

/** @type {Record<string, { tool?: string, command: string, install: string[], run: string[] }>} */
export const installers = {
  npm: { command: "npm", install: ["install", "--no-audit", "--no-fund"], run: ["run"] },
  "pnpm 10": { tool: "pnpm@10", command: "pnpm", install: ["install"], run: ["run"] },
  "pnpm 11": { tool: "pnpm@11", command: "pnpm", install: ["install"], run: ["run"] },
  "yarn 4": { tool: "@yarnpkg/cli-dist@4", command: "yarn", install: ["install"], run: ["run"] },
  bun: { tool: "bun@1", command: "bun", install: ["install"], run: ["run"] },
}

/**
 * @param {string} node its major version
 * @param {string} installer
 * @param {Step} step
 */
export async function tryInstaller(node, installer, step) {
  const { tool: specifier, command, install, run: runScript } = installers[installer] ?? installers["npm"]
  const folders = [...(specifier ? [await tool(specifier)] : []), await tool(`node@${node}`)]
  const { folder, remove } = await clone()
  try {
    if (!(await step("install", () => mustRun(command, install, { cwd: folder, env: environment(folders) }))))
      return
    const serve = async (/** @type {string} */ program, /** @type {(port: string) => string[]} */ argv) => {
      const port = String(await freePort())
      const origin = `http://localhost:${port}`
      const env = environment(folders, { PORT: port })
      await withServer(program, argv(port), { cwd: folder, env, origin }, () => signIn(origin, protocols))
    }
    const next = join(folder, "node_modules/next/dist/bin/next")
    await step("next dev", () => serve("node", (port) => [next, "dev", "-p", port]))
    await step("dev", () => serve(command, () => [...runScript, "dev"]))
    await step("check", () =>
      mustRun(command, [...runScript, "check"], { cwd: folder, env: environment(folders) }),
    )
    await step("build and start", () => serve(command, () => [...runScript, "preview"]))
    await step("ends", async () => {
      await mustRun("node", ["scripts/db.mjs", "stop"], { cwd: folder, env: environment(folders) })
      const running = leftovers(folder)
      if (running.length > 0) throw new Error(`Still running:\n${running.join("\n")}`)
    })
  } finally {
    await run("node", ["scripts/db.mjs", "stop"], { cwd: folder, env: environment(folders) })
    remove()
  }
}
