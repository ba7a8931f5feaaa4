// `npm run doctor`: checks everything that a sign-in needs and prints each problem with its fix. With --url it checks a
// running app from outside, on any host.
import { parseArgs } from "node:util"
import { basePathOf, isBasePath } from "../lib/base-path.mjs"
import { checkDatabase } from "./doctor/database.mjs"
import { applyDevelopmentDefaults } from "./doctor/defaults.mjs"
import { checkIssuers } from "./doctor/issuers.mjs"
import { checkMachine } from "./doctor/machine.mjs"
import { report } from "./doctor/report.mjs"
import { checkSite } from "./doctor/site.mjs"
import { loadEnvironment, setting } from "./lib/environment.mjs"
import { importTypeScript } from "./lib/typescript.mjs"

/**
 * @typedef {import("../lib/auth/diagnostics/check").Check} Check
 * @typedef {{ title: string, checks: Check[] }} Group
 */

try {
  const { values } = parseArgs({
    options: { url: { type: "string" }, json: { type: "boolean" }, strict: { type: "boolean" } },
  })
  const groups = values.url === undefined ? await checkHere() : [await checkUrl(values.url)]
  process.exitCode = report(groups, values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** @returns {Promise<Group[]>} */
async function checkHere() {
  await loadEnvironment(process.env.NODE_ENV === "production" ? {} : { mode: "development" })
  const machine = { title: "Machine", checks: checkMachine() }
  const { checkEnvironment } = /** @type {typeof import("../lib/auth/diagnostics/environment")} */ (
    await importTypeScript("lib/auth/diagnostics/environment")
  )
  const variables = [...(await applyDevelopmentDefaults()), ...checkEnvironment()]
  const groups = [
    machine,
    { title: "Environment", checks: variables },
    { title: "Database", checks: await checkDatabase(setting("DATABASE_URL"), setting("DIRECT_URL")) },
  ]
  // An app with a problem in its environment does not start.
  if (variables.some(({ result }) => result === "fault")) return groups
  groups.at(-1)?.checks.push(...(await checkIssuers(setting("DATABASE_URL"))))
  const app = await checkSite((setting("AUTH_URL") ?? "").replace(/\/$/, ""), { isOptional: true })
  return [...groups, ...(await checkProviders()), { title: "App", checks: app }]
}

/**
 * @param {string} text
 * @returns {Promise<Group>}
 */
async function checkUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const path = basePathOf(text)
  if (!url || !/^https?:\/\/[^?#]+$/.test(text) || !isBasePath(path))
    throw new Error(
      `--url wants an address, such as https://app.example.com or https://example.com/app: ${text}`,
    )
  return { title: text, checks: await checkSite(url.origin + path) }
}

/** @returns {Promise<Group[]>} */
async function checkProviders() {
  const { clients } = /** @type {typeof import("../lib/auth/clients")} */ (
    await importTypeScript("lib/auth/clients")
  )
  const { checkProvider, proveProvider } = /** @type {typeof import("../lib/auth/diagnostics/provider")} */ (
    await importTypeScript("lib/auth/diagnostics/provider")
  )
  return Promise.all(
    clients().map(async ({ provider: { id, name } }) => {
      const checks = await checkProvider(id)
      const isSound = checks.every(({ result }) => result !== "fault")
      return {
        title: name,
        checks: isSound ? [...checks, await proveProvider(id)] : checks,
      }
    }),
  )
}
