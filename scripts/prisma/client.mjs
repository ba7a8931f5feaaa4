// Generates the Prisma client, which is not in git.
import { execFile } from "node:child_process"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { root } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"

/**
 * Generates the client if it is missing or comes from another schema or version.
 * @param {{ log?: (line: string) => void }} [options]
 * @throws with Prisma's message
 */
export async function ensurePrismaClient({ log = () => {} } = {}) {
  if (await isCurrent()) return
  const began = Date.now()
  log("Generating the Prisma client …")
  const command = createRequire(import.meta.url).resolve("prisma/build/index.js")
  await promisify(execFile)(process.execPath, [command, "generate"], { cwd: root, windowsHide: true }).catch(
    (error) => {
      throw new Error(`The Prisma client could not be generated:\n${error.stdout}${error.stderr}`, {
        cause: error,
      })
    },
  )
  log(`Prisma client generated in ${((Date.now() - began) / 1_000).toFixed(1)} s.`)
}

/** Compares the schema and version that the client contains: file times change at every checkout. */
async function isCurrent() {
  const schema = (await readText(join(root, "prisma", "schema.prisma"))) ?? ""
  const client = (await readText(join(root, "lib", "generated", "prisma", "internal", "class.ts"))) ?? ""
  const manifest = createRequire(import.meta.url).resolve("@prisma/client/package.json")
  const { version } = JSON.parse((await readText(join(dirname(manifest), "package.json"))) ?? "{}")
  return containsSchema(client, schema) && client.includes(`"clientVersion": ${JSON.stringify(version)}`)
}

/**
 * Prisma writes the schema into the client as `prisma format` would align it, so spaces and empty lines do not count.
 * @param {string} client
 * @param {string} schema
 */
export function containsSchema(client, schema) {
  const aligned = (/** @type {string} */ text) => text.replaceAll(/(?: |\\n)+/g, " ")
  return aligned(client).includes(aligned(JSON.stringify(schema).slice(1, -1)).trim())
}
