// The summary that `npm run dev` and `npm run preview` print once the app is ready.
import { basePathOf } from "../../lib/base-path.mjs"
import { isLoopback } from "../database/client.mjs"
import { isProviderId, providerIds } from "../providers/ids.mjs"

/**
 * @typedef {object} Setting
 * @property {number} port
 * @property {string} url  of the app
 * @property {string} database
 * @property {{ name: string, address: string }[]} emulated
 * @property {string[]} real  ids
 * @property {string[]} unknown  those of `real` that are not in the catalogue
 * @property {boolean} hasSetup  whether there is a setup page
 * @property {string} [allowed]  who may sign in besides the personas
 */

/**
 * @param {{ port: number, prepared: import("./prepare.mjs").Prepared, hasSetup: boolean }} options
 */
export async function printSummary({ port, prepared, hasSetup }) {
  const { url, env, database, servers } = prepared
  const real = realProviders(process.env)
  const ids = await providerIds()
  const unknown = real.filter((id) => !isProviderId(id, ids))
  const allowed = env.AUTH_ALLOW && process.env.AUTH_ALLOW
  console.log(summarize({ port, url, database, emulated: servers, real, unknown, hasSetup, allowed }))
}

/**
 * @param {Setting} setting
 * @returns {string}
 */
export function summarize({ port, url, database, emulated, real, unknown, hasSetup, allowed }) {
  const local = `http://localhost:${port}${basePathOf(url)}`
  const known = real.filter((id) => !unknown.includes(id))
  const setup = hasSetup ? `${url}/setup` : ".env.example"
  const names = emulated.map(({ name }) => name).join(", ")
  const rows = [
    ["App", url === local ? local : `${url}, served here at ${local}`],
    ...(names ? [["Emulated", `${names}: no account needed, no request leaves this machine`]] : []),
    ...(names || isLoopback(url) ? [] : [["Emulated", noneAtPublicAddress]]),
    ["Real", known.length > 0 ? known.join(", ") : `none yet; ${setup} has the variables of each provider`],
    ...(unknown.length > 0
      ? [["Unknown", `${unknown.join(", ")}: has variables, but no line in lib/auth/providers/index.ts`]]
      : []),
    ...(allowed
      ? [["Allowed", `${allowed} and the test users; \`SIGN_IN_RULES=own\` applies AUTH_ALLOW to them too`]]
      : []),
    ["Database", database],
    ["Stop", "Ctrl-C"],
  ]
  return `\n${rows.map(([title = "", text]) => `  ${title.padEnd(10)}${text}`).join("\n")}\n`
}

/** Why an app at a public address has no test users. */
export const noneAtPublicAddress =
  "none: at a public address anyone could use the test users, who need no password. Configure a real provider."

/**
 * The ids of the providers that the owner has configured with a client id.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function realProviders(env) {
  const ids = Object.keys(env).flatMap((name) =>
    env[name] ? (/^AUTH_(\w+?)(?<!_PROFILE|_KEY)_ID$/.exec(name)?.[1] ?? []) : [],
  )
  return ids.map((id) => id.toLowerCase().replaceAll("_", "-")).sort()
}
