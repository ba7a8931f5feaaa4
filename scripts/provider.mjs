// npm run provider lists the catalogue; with an id, it prints everything needed to register an app; with other words, it
// searches. --write adds the variables to .env, with new keys where the provider needs keys of ours; --key and --decryption-key make
// keys where they are optional. --prune deletes every provider except the named ones and the base.
import { join } from "node:path"
import { createInterface } from "node:readline/promises"
import { parseEnv } from "node:util"
import { basePathOf } from "../lib/base-path.mjs"
import { loadEnvironment, root, setting } from "./lib/environment.mjs"
import { importTypeScript } from "./lib/typescript.mjs"
import { readAll, readProvider } from "./providers/catalogue.mjs"
import { addVariables } from "./providers/env-file.mjs"
import { factsOf } from "./providers/facts.mjs"
import { base, isProviderId, providerIds } from "./providers/ids.mjs"
import { newKeysOf, publicKeysOf, registrationOf, wantedKeys } from "./providers/keys.mjs"
import { nearest } from "./providers/nearest.mjs"
import { readOptions } from "./providers/options.mjs"
import { planPrune, prune, unsaved } from "./providers/prune.mjs"
import { listing, sheet } from "./providers/sheet.mjs"

const log = console.log

try {
  await run(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** @param {ReturnType<typeof readOptions>} options */
async function run({ words, ...options }) {
  await loadEnvironment({ mode: "development" })
  const ids = await providerIds()
  if (options.prune) return pruneTo(words, { ids, ...options })
  if (words.length === 0 || !words.every((word) => isProviderId(word, ids)))
    return search(words, { ids, ...options })
  for (const id of words) await show(id, options)
}

/**
 * @param {string[]} words
 * @param {{ ids: string[], write: boolean }} options
 */
async function search(words, { ids, write }) {
  const unknown = words.find((word) => !isProviderId(word, ids)) ?? ""
  if (write)
    throw new Error(
      unknown ? notFound(unknown, ids) : "No provider is named. Example: npm run provider -- github --write",
    )
  const rows = []
  for (const provider of await readAll()) {
    const { id, name } = provider
    const { protocol, state } = await factsOf(provider)
    const text = `${id} ${name} ${protocol} ${state}`.toLowerCase()
    if (words.every((word) => text.includes(word))) rows.push({ id, name, protocol, state })
  }
  if (rows.length === 0) throw new Error(notFound(unknown, ids))
  log(listing(rows))
}

/**
 * @param {string} id
 * @param {{ write: boolean, key: boolean, "decryption-key": boolean }} options
 */
async function show(id, { write, ...wanted }) {
  const provider = await wantedKeys(await readProvider(id), wanted)
  const facts = await factsOf(provider)
  log(sheet(provider, facts, await origins(), await publicKeysOf(provider)))
  if (facts.missing.length === 0) return
  const writes = write || wanted.key || wanted["decryption-key"]
  if (!writes && !(await confirm(`Add the variables to .env?`))) return
  const { name, console: developerConsole } = provider
  const keys = await newKeysOf(provider, facts.missing)
  const added = await addVariables(join(root, ".env"), {
    title: developerConsole ? `${name}: ${developerConsole}` : name,
    variables: facts.variables
      .filter((variable) => facts.missing.includes(variable.name))
      .map((variable) => ({ ...variable, ...(keys[variable.name] && { value: keys[variable.name] }) })),
  })
  log(added.length > 0 ? `Added to .env: ${added.join(", ")}` : "The variables are in .env already.")
  const made = added.filter((variable) => keys[variable])
  for (const variable of made) Object.assign(process.env, parseEnv(`${variable}=${keys[variable]}`))
  if (made.length > 0) await showNewKeys(provider, { made, address: facts.keySet })
}

/**
 * @param {import("./providers/catalogue.mjs").Provider} provider
 * @param {{ made: string[], address: string | null }} keys
 */
async function showNewKeys(provider, { made, address }) {
  const { production } = await origins()
  const published = { address: `${production}${address}`, keySet: await publicKeysOf(provider) }
  log(`
New private keys are in ${made.join(" and ")}: they stay with you. ${registrationOf(provider, published)}
`)
}

/** The addresses of the app in development and in production. */
async function origins() {
  const { isDeployed } = /** @type {typeof import("../lib/env")} */ (await importTypeScript("lib/env"))
  const url = setting("AUTH_URL")
  const origin = url && URL.canParse(url) ? new URL(url).origin + basePathOf(url) : undefined
  const local = `http://localhost:${setting("PORT") ?? 3000}`
  return isDeployed()
    ? { development: local, production: origin ?? "https://app.example.com" }
    : { development: origin ?? local, production: "https://app.example.com" }
}

/**
 * @param {string[]} kept
 * @param {{ ids: string[], yes: boolean }} options
 */
async function pruneTo(kept, { ids, yes }) {
  const unknown = kept.find((id) => !ids.includes(id))
  if (unknown) throw new Error(notFound(unknown, ids))
  const plan = await planPrune(root, kept)
  if (plan.ids.length === 0) return log("There is nothing to delete.")
  const changed = await unsaved(root, plan.files)
  if (changed?.length)
    throw new Error(
      `These files have changes that are not committed. Commit them first, or keep their providers:\n${changed.join("\n")}`,
    )
  if (!changed) log("This folder has no Git history: deleted files cannot be restored.")
  log(`Always kept, for development and tests: ${base.join(", ")}.`)
  if (!yes && !(await confirm(`Delete ${plan.ids.length} of ${ids.length} providers?`)))
    throw new Error("Nothing was deleted. Without a terminal, add --yes.")
  await prune(root, plan)
  const { writePage } = await import("./providers/page.mjs")
  await writePage()
  log(`Deleted ${plan.ids.length} providers in ${plan.files.length} files; docs/providers.md is updated.`)
}

/**
 * @param {string} word
 * @param {string[]} ids
 */
function notFound(word, ids) {
  const near = nearest(word, ids)
  return `There is no provider "${word}".${near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : ""} \`npm run provider\` lists all providers.`
}

/**
 * Asks on a terminal; without a terminal, the answer is no.
 * @param {string} question
 */
async function confirm(question) {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close())
  return /^y(es)?$/i.test(answer.trim())
}
