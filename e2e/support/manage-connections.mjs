// Runs the functions of lib/auth/connections in a process of its own, beside the app, as another instance would. The argument is the
// folder of the app. Reads one call per line of JSON, and answers each with one line, after a first one that says that it is ready.
import { join } from "node:path"
import { createInterface } from "node:readline"
import { pathToFileURL } from "node:url"
import { createJiti } from "jiti"
import { testFolder } from "../../scripts/test/program.mjs"

const [, , directory = ""] = process.argv
const jiti = createJiti(pathToFileURL(`${directory}/`).href, {
  alias: { "@": directory, "server-only": "next/dist/compiled/server-only/empty.js" },
  // Each worker starts this process, and loading the catalogue takes long on a busy machine.
  fsCache: join(testFolder, "jiti"),
})
/** @param {string} path */
const importTypeScript = (path) => jiti.import(`./${path}`)

const functions = /** @type {Record<string, (...given: unknown[]) => unknown>} */ ({
  .../** @type {object} */ (await importTypeScript("lib/auth/connections/index")),
  ...(await accessTokens()),
})

console.log("{}")

for await (const line of createInterface({ input: process.stdin })) {
  const { name, given, records } = JSON.parse(line)
  // In place of a name server: the TXT records that there are.
  const all = records ? [...given, async () => records] : given
  const answer = await run(() => functions[name]?.(...all)).catch((error) => ({
    error: error.code ?? String(error),
  }))
  console.log(JSON.stringify(answer ?? {}))
}

/** @param {() => unknown} work */
async function run(work) {
  return { result: (await work()) ?? null }
}

async function accessTokens() {
  const { currentAccessToken } = /** @type {typeof import("../../lib/auth/actions/access-token")} */ (
    await importTypeScript("lib/auth/actions/access-token")
  )
  return { currentAccessToken }
}
