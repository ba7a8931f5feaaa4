// Prepares the end-to-end tests: a database server, and a production build of the app in each variant that the selected
// projects need. Each Playwright worker starts its own app from it.
import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { clearLeftoverApps, stopLeftoverApps } from "./app.mjs"
import { onClose } from "./closing.mjs"
import { build, copyCheckout } from "./copies.mjs"
import { openDatabaseServer } from "./databases.mjs"
import { root } from "./program.mjs"
import { step } from "./steps.mjs"

/**
 * @typedef {{ server: string, directories: Record<string, string> }} TestEnvironment `server`: the URL of the database server;
 *   `directories`: copies of the checkout by the name of the Playwright project
 */

// The app runs without these, and their types are checked in another step.
const notInApp = ["e2e", "scripts", "playwright.config.ts", "prisma.config.ts"]

/** The text of lib/auth/hooks.ts in the copies, so that an owner's rule rejects no persona. `SIGN_IN_RULES=own` keeps the owner's. */
const noHooks = 'import type { Hooks } from "./hook-types"\n\nexport const hooks: Hooks = {}\n'

/** The hooks that e2e/hooks tests. They do nothing unless a test's user asks for it. */
export const testHooks = "e2e/support/owner/lib/auth/hooks.ts"

/**
 * Ways to run the app, named like their Playwright project. `next dev` needs no build. The files of the folder `added` are
 * copied over those of the checkout, `fields` are added to lists in lib/auth/config.ts, and `env` are variables of the build.
 * `settings` are added to next.config.mjs. `onRequest` projects run only when they are named.
 * @type {{ name: string, built: boolean, without?: string[], added?: string, fields?: Record<string, string>,
 *   env?: Record<string, string>, settings?: string, onRequest?: true }[]}
 */
export const variants = [
  { name: "e2e", built: true },
  { name: "no-proxy", built: true, without: ["proxy.ts"] },
  {
    name: "owner",
    built: true,
    added: "e2e/support/owner",
    fields: { sessionFields: "updatedAt", publicSessionFields: "createdAt" },
  },
  { name: "dev", built: false },
  {
    name: "base-path",
    built: true,
    // An owner's route with an access token.
    added: "e2e/support/owner",
    env: { AUTH_URL: "http://localhost/app" },
    onRequest: true,
  },
  {
    name: "trailing-slash",
    built: true,
    added: "e2e/support/owner",
    env: { AUTH_URL: "http://localhost/app" },
    settings: "trailingSlash: true",
    onRequest: true,
  },
  {
    name: "cache-components",
    built: true,
    added: "e2e/support/cache-components",
    settings: `cacheHandler: join(folder, "cache/responses.mjs"),
      cacheHandlers: { default: join(folder, "cache/entries.mjs"), remote: join(folder, "cache/entries.mjs") }`,
    onRequest: true,
  },
]

/**
 * Adds a field of User to lists in lib/auth/config.ts, besides those of the owner.
 * @param {string} copy
 * @param {Record<string, string>} fields by the name of the list
 */
export function addFields(copy, fields) {
  const file = join(copy, "lib/auth/config.ts")
  const add = (/** @type {string} */ text, [list = "", field = ""]) =>
    text.replace(`${list}: [`, `${list}: ["${field}", `)
  writeFileSync(file, Object.entries(fields).reduce(add, readFileSync(file, "utf8")))
}

/**
 * Adds settings to next.config.mjs in a copy of the checkout.
 * @param {string} copy
 * @param {string} settings properties of the configuration
 */
function addSettings(copy, settings) {
  const file = join(copy, "next.config.mjs")
  writeFileSync(file, readFileSync(file, "utf8").replace("const config = {", `const config = { ${settings},`))
}

/**
 * As docs/customizing.md says. Without Cache Components, Next builds no app with that line.
 * @param {string} copy
 */
function useCacheComponents(copy) {
  writeFileSync(join(copy, ".env"), "CACHE_COMPONENTS=on\n")
  appendFileSync(join(copy, "app/layout.tsx"), "\nexport const instant = false\n")
}

/**
 * @param {(name: string) => boolean} isNeeded takes the name of a project
 * @param {{ cacheComponents?: boolean }} [options] cacheComponents: whether all variants are built and started with Next's Cache
 *   Components, by a variable in the `.env` of each copy
 * @returns {Promise<TestEnvironment | undefined>} undefined when a step failed; the step printed the reason
 */
export async function prepareTestEnvironment(isNeeded, { cacheComponents = false } = {}) {
  let server = ""
  const opened = await step("Starting the test database server", async () => {
    server = await openDatabaseServer(process.env["TEST_DATABASE_URL"])
  })
  if (!opened) return undefined

  /** @type {TestEnvironment} */
  const environment = { server, directories: {} }
  for (const variant of variants.filter(({ name }) => isNeeded(name))) {
    const { name, built, without = [], added, fields = {}, env, settings } = variant
    const directory = copyCheckout(name, { without: [...notInApp, ...without], tests: false })
    if (process.env["SIGN_IN_RULES"] !== "own") writeFileSync(join(directory, "lib/auth/hooks.ts"), noHooks)
    if (added) cpSync(join(root, added), directory, { recursive: true })
    addFields(directory, fields)
    if (settings) addSettings(directory, settings)
    if (cacheComponents) useCacheComponents(directory)
    if (built && !(await step(`Building the app (${name})`, () => build(directory, env)))) return undefined
    environment.directories[name] = directory
  }
  clearLeftoverApps()
  onClose(stopLeftoverApps)
  return environment
}
