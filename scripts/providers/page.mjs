// Generates docs/providers.md from the catalogue.
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"
import { reasons } from "./authjs.mjs"
import { readCatalogue } from "./catalogue.mjs"
import { entry } from "./entry.mjs"
import { countEvidence, levels as evidenceLevels, parts, readEvidence } from "./evidence.mjs"
import { factsOf } from "./facts.mjs"
import { generic } from "./ids.mjs"
import { gone, governments, unexamined, unfit } from "./left-out.mjs"
import { countedIn, withCounts } from "./readme.mjs"

/** @typedef {import("./catalogue.mjs").Provider} Provider */

/** The labels of the compared fields. @type {Readonly<Record<string, string>>} */
const fields = {
  authorization: "authorization endpoint",
  scope: "scopes",
  tokenAuth: "client authentication",
}

export const pageFile = join(root, "docs", "providers.md")

export const readmeFile = join(root, "README.md")

/** Also renews the counts in the makers' README. */
export async function writePage() {
  const providers = await readCatalogue()
  await writeFile(pageFile, await makePage(providers))
  const readme = await readText(readmeFile)
  if (readme !== null && countedIn(readme) !== null)
    await writeFile(readmeFile, await countAgain(readme, providers))
}

/**
 * The README with the counts of these providers.
 * @param {string} readme
 * @param {readonly Provider[]} providers
 */
export async function countAgain(readme, providers) {
  const listed = providers.filter(({ id }) => !generic.includes(id))
  const evidence = await Promise.all(listed.map(({ id }) => readEvidence(id)))
  const known = evidence.flatMap((one) => one ?? [])
  return known.length === 0 ? readme : withCounts(readme, listed.length, countEvidence(known))
}

/**
 * Makes the page from the providers' files only: the variables that this machine has set do not change it.
 * @param {readonly Provider[]} providers
 * @returns {Promise<string>}
 */
export async function makePage(providers) {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith("AUTH_"))
  for (const [name] of own) delete process.env[name]
  try {
    return await pageOf(providers)
  } finally {
    Object.assign(process.env, Object.fromEntries(own))
  }
}

/** @param {readonly Provider[]} providers */
async function pageOf(providers) {
  const rows = await Promise.all(
    providers
      .filter(({ id }) => !generic.includes(id))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
      .map(async (provider) => ({ provider, evidence: await readEvidence(provider.id) })),
  )
  const entries = await Promise.all(rows.map(entry))
  const levels = await Promise.all(rows.map(async ({ provider }) => (await factsOf(provider)).levels))
  const count = (/** @type {"pkce" | "ids"} */ part, /** @type {string} */ level) =>
    levels.filter((found) => found[part] === level).length
  return `# Providers

There are ${rows.length} providers. Each one is enabled when its variables are set: \`npm run provider -- discord\` prints
everything needed to register an app, and \`--write\` adds the empty variables to \`.env\`. A service that is not in the list works without code through \`AUTH_OIDC_…\`, \`AUTH_OAUTH2_…\` or
\`AUTH_OAUTH1_…\` ([.env.example](../.env.example)), or through [a file of ten lines](custom-provider.md). \`/setup\` counts
these three as well.

${evidenceTable(rows.flatMap(({ evidence }) => evidence ?? []))}The callback address is the path in the entry, at \`http://localhost:3000\` in development and at your public address in
production; \`/api/auth/callback/<id>\` works as well. \`AUTH_<ID>_SCOPE\` and \`AUTH_<ID>_NAME\` change a provider's scopes
and label; \`AUTH_<ID>_TOKEN_AUTH\` and others say
[how your client is registered](custom-provider.md#how-your-client-is-registered).

PKCE (S256) is sent to providers that document it (${count("pkce", "documented")}) and to those that other clients send it to (${count("pkce", "observed")}). It is off
where there is neither (${count("pkce", "silent")}) and where it is rejected (${count("pkce", "refused")}); \`AUTH_<ID>_PKCE=on\` and \`off\` change it.

A user is found by the id that the provider gives. OpenID Connect (${count("ids", "standard")} providers) and the vendor (${count("ids", "documented")}) say that it lasts; elsewhere the
service assigns a number or a random value (${count("ids", "assigned")}). The entry says where ids belong to one registered app (${count("ids", "app")}) or are user
names (${count("ids", "name")}). \`npm run provider -- <id>\` prints the sources of both.

\`npm run provider -- --prune github google gitlab\` deletes all providers except the named ones and a few that development and
tests need.

This page is generated from [the providers' files](../lib/auth/providers) by \`UPDATE_DOCS=1 npm test -- unit scripts/providers/page\`.

${letters(rows.map(({ provider }) => provider))}

## The catalogue

${entries.join("\n\n")}

## Left out

Providers of Auth.js, Better Auth, Arctic, grant, Supabase, Clerk, Auth0, django-allauth, Socialite, Logto and Keycloak that are not
here, with the reason. They are found by [a program](../bench/providers/ids.mjs); the lists of the last four are of the dates in
[stored.mjs](../bench/providers/stored.mjs).

### The service cannot identify a user, deviates too far from the protocols, or is not documented

${list(unfit)}

### The service is closed or takes no new apps

${list(gone)}

### Logins of governments

They are in none of those libraries, and were looked up in November 2026.

${list(governments)}

### Not examined

${Object.values(unexamined).join(", ")}.

## Differences from Auth.js

All differences in authorization endpoint, scopes, client authentication and profile, for the same sample responses. They
are found by [a program](../bench/providers/authjs.mjs).

${differences(providers.map(({ id }) => id))}
`
}

/**
 * How many providers have which evidence; nothing when the fixtures are deleted.
 * @param {readonly import("./evidence.mjs").Evidence[]} some
 */
function evidenceTable(some) {
  if (some.length === 0) return ""
  const counts = countEvidence(some)
  const rows = Object.entries(parts).map(([part, label]) => [
    label,
    ...evidenceLevels.map((level) => String(counts[/** @type {keyof typeof parts} */ (part)][level])),
  ])
  return `Each provider is tested against a description of its requests and responses. _Evidence_ says where each part of that
description comes from: the _vendor_'s own documentation, discovery document or code; another _library_, where the vendor's
documents do not show all of it; or _none_. It is computed from the sources in [the descriptions](../e2e/fixtures/providers).

${table([["Part", ...evidenceLevels], ...rows])}

`
}

/**
 * A table with columns of equal width, as Prettier formats it.
 * @param {readonly (readonly string[])[]} rows the first one is the head
 */
function table(rows) {
  const [head = []] = rows
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const rule = line(widths.map((width) => "-".repeat(width)))
  return [line(head), rule, ...rows.slice(1).map(line)].join("\n")
}

/** @param {readonly Provider[]} providers */
function letters(providers) {
  const initials = [...new Set(providers.map(({ name }) => initial(name)))]
  const links = (/** @type {string} */ letter) =>
    providers
      .filter(({ name }) => initial(name) === letter)
      .map(({ id, name }) => `[${name}](#${id})`)
      .join(" · ")
  return initials.map((letter) => `**${letter}** ${links(letter)}`).join("\n\n")
}

/** @param {string} name */
const initial = (name) => (/^\p{L}/u.test(name) ? name.charAt(0).toUpperCase() : "0–9")

/** @param {import("./left-out.mjs").Reasons} some */
const list = (some) =>
  Object.values(some)
    .map(([name, reason]) => `- **${name}**: ${reason}`)
    .join("\n")

/**
 * One line for each reason, with all providers that it applies to.
 * @param {readonly string[]} ids
 */
function differences(ids) {
  const all = ids.flatMap((id) =>
    Object.entries(reasons[id] ?? {}).map(([field, reason]) => ({
      id,
      line: `${fields[field] ?? field}: ${reason}`,
    })),
  )
  return [...new Set(all.map(({ line }) => line))]
    .map((line) => {
      const affected = all.filter((difference) => difference.line === line)
      return `- ${affected.map(({ id }) => `[${id}](#${id})`).join(", ")}, ${line}`
    })
    .join("\n")
}
