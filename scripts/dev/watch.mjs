// Follows edits of the schema and of the .env files while the app runs.
import { watch } from "node:fs"
import { join } from "node:path"
import { readEnvironment, root } from "../lib/environment.mjs"
import { ensurePrismaClient } from "../prisma/client.mjs"

// An editor may write a file in several steps.
const quietMilliseconds = 150

/** @typedef {Readonly<Record<string, string | undefined>>} Variables */

/**
 * Generates the Prisma client again whenever the schema changes.
 * @param {(line: string) => void} log
 * @returns {() => void} stops
 */
export function watchSchema(log) {
  return follow(join(root, "prisma"), /^schema\.prisma$/, () =>
    ensurePrismaClient({ log }).catch((error) => log(error.message)),
  )
}

/**
 * Calls back once, when the .env files ask for another preparation than the current one. Next itself reads all other changes.
 * @param {Variables} given  the environment without the .env files
 * @param {() => void} callback
 * @returns {() => void} stops
 */
export function watchEnvironment(given, callback) {
  const current = readEnvironment(given, "development").then(decisiveVariables)
  const stop = follow(root, /^\.env(\.|$)/, async () => {
    if (decisiveVariables(await readEnvironment(given, "development")) === (await current)) return
    stop()
    callback()
  })
  return stop
}

/**
 * What the preparation depends on, as one text to compare: the origin, the database, AUTH_ALLOW, and which of the others are set.
 * @param {Variables} env
 */
export function decisiveVariables(env) {
  const isSet = (/** @type {string} */ name) => Boolean(env[name]?.trim())
  const local = ["OIDC", "GITHUB", "GOOGLE", "TWITTER_LEGACY"].map((id) =>
    ["ID", "SECRET", "ISSUER"].some((part) => isSet(`AUTH_${id}_${part}`)),
  )
  const values = [env.AUTH_URL, env.DATABASE_URL, env.DIRECT_URL, env.AUTH_ALLOW, env.SIGN_IN_RULES]
  const names = [isSet("AUTH_SECRET"), isSet("AUTH_OIDC_NAME"), ...local]
  return JSON.stringify([...values.map((value) => value?.trim()), ...names])
}

/**
 * Runs some work after each change of a file, never twice at once.
 * @param {string} directory
 * @param {RegExp} name
 * @param {() => Promise<void>} work
 * @returns {() => void} stops
 */
function follow(directory, name, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  let running = Promise.resolve()
  const watcher = watch(directory, { persistent: false }, (_, file) => {
    if (file !== null && !name.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => (running = running.then(work)), quietMilliseconds).unref()
  })
  // Without a watch, as on some network drives, an edit needs a restart.
  watcher.on("error", () => {})
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
