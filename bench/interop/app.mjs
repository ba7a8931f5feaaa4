// The app under test: one production build, started with the variables of each server.
import { randomBytes } from "node:crypto"
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { withClient } from "../../scripts/database/client.mjs"
import { freePort } from "../../scripts/lib/ports.mjs"
import { ensurePrismaClient } from "../../scripts/prisma/client.mjs"
import { startApp } from "../../scripts/test/app.mjs"
import { onClose } from "../../scripts/test/closing.mjs"
import { build, copyCheckout } from "../../scripts/test/copies.mjs"
import { createDatabase, openDatabaseServer } from "../../scripts/test/databases.mjs"
import { root, testFolder } from "../../scripts/test/program.mjs"
import { serversFolder } from "./machine.mjs"
import { openTls } from "./tls.mjs"

const layer = fileURLToPath(new URL("layer", import.meta.url))
const clock = pathToFileURL(join(root, "e2e/support/clock.mjs")).href
const copyName = "interop"

/**
 * Builds the app once, with a route that calls an API.
 * @param {{ rebuild: boolean }} options rebuild: false uses the build of an earlier run
 * @returns {Promise<string>} the folder
 */
export async function buildApp({ rebuild }) {
  const earlier = join(testFolder, copyName)
  if (!rebuild && existsSync(join(earlier, ".next/BUILD_ID"))) return earlier
  await ensurePrismaClient()
  const copy = copyCheckout(copyName, {
    without: ["e2e", "scripts", "docs", "playwright.config.ts", "prisma.config.ts"],
    tests: false,
  })
  cpSync(layer, copy, { recursive: true })
  const { code, output } = await build(copy)
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`)
  return copy
}

/**
 * @typedef {object} App
 * @property {string} origin in the browser
 * @property {string} internalOrigin for other servers, which check certificates
 * @property {(env: Record<string, string>, minutes?: number) => Promise<void>} restart with other variables, and with a clock that is ahead
 * @property {(statement: string) => Promise<Record<string, unknown>[]>} query its database
 * @property {() => LogLine | undefined} lastFailure what the log says about the latest error
 * @property {() => Promise<void>} close
 *
 * @typedef {{ code: string, check?: string, error?: string, httpStatus?: number }} LogLine
 */

/**
 * An app with a database of its own, not started yet.
 * @param {string} directory the build
 * @param {string} server the database server
 * @param {{ label: string, tls?: boolean | undefined }} options label: names its log; tls: whether its address is https
 * @returns {Promise<App>}
 */
export async function openApp(directory, server, { label, tls }) {
  const database = await createDatabase(server)
  const port = await freePort()
  mkdirSync(join(serversFolder, "logs"), { recursive: true })
  const log = join(serversFolder, "logs", `${label}-app.log`)
  const front = tls ? await openTls(port) : undefined
  const internalOrigin = `http://localhost:${port}`
  const origin = front?.origin ?? internalOrigin
  const secret = randomBytes(33).toString("base64")
  /** @type {Awaited<ReturnType<typeof startApp>> | undefined} */
  let running
  const close = async () => {
    await running?.close()
    running = undefined
  }
  onClose(close)
  return {
    origin,
    internalOrigin,
    async restart(env, minutes = 0) {
      await close()
      /** @type {Record<string, string>} */
      const options =
        minutes === 0 ? {} : { NODE_OPTIONS: `--import=${clock}`, TEST_CLOCK_MINUTES: String(minutes) }
      const settings = {
        AUTH_URL: origin,
        AUTH_SECRET: secret,
        AUTH_RATE_LIMIT: "off",
        DATABASE_URL: database.url,
        ...options,
      }
      running = await startApp({ directory, port, log, env: { ...settings, ...env } })
    },
    query: (statement) => withClient(database.url, async (client) => (await client.query(statement)).rows),
    lastFailure: () => failuresIn(readFileSync(log, "utf8")).at(-1),
    async close() {
      await close()
      await front?.close()
      await database.drop()
    },
  }
}

export { openDatabaseServer }

/** @param {string} text @returns {LogLine[]} */
function failuresIn(text) {
  return text.split("\n").flatMap((line) => {
    try {
      const parsed = JSON.parse(line)
      return typeof parsed?.code === "string" ? [parsed] : []
    } catch {
      // Next's own lines are no JSON.
      return []
    }
  })
}
