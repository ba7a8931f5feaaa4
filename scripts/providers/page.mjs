// docs/providers.md: everything that the catalogue says to people.
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { root } from "../lib/environment.mjs"
import { readText } from "../lib/private-file.mjs"
import { reasons } from "./authjs.mjs"
import { generic } from "./base.mjs"
import { readCatalogue } from "./catalogue.mjs"
import { entry } from "./entry.mjs"
import { gone, unfit } from "./left-out.mjs"

/** @typedef {import("./catalogue.mjs").Provider} Provider */

/** What the fields of a difference are called. @type {Readonly<Record<string, string>>} */
const fields = { authorization: "address", scope: "scopes", tokenAuth: "client authentication" }

export const pageFile = join(root, "docs", "providers.md")

/** Writes the page anew. */
export async function writePage() {
  await writeFile(pageFile, await makePage(await readCatalogue()))
}

/**
 * @param {readonly Provider[]} providers
 * @returns {Promise<string>}
 */
export async function makePage(providers) {
  const rows = await Promise.all(
    providers
      .filter(({ id }) => !generic.includes(id))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en"))
      .map(async (provider) => ({ provider, isProven: await isProven(provider.id) })),
  )
  const entries = await Promise.all(rows.map(entry))
  const proven = rows.filter((row) => row.isProven).length
  return `# Providers

${rows.length} providers, each switched on by its variables alone: \`npm run provider -- discord\` prints what one needs to
register an app, and \`--write\` adds the empty variables to \`.env\`. ${proven} are tested against what their vendors
document; the others are called _unproven_: they are tested against what libraries know of them. Where a service is not
here, \`AUTH_OIDC_…\`, \`AUTH_OAUTH2_…\` and \`AUTH_OAUTH1_…\` reach it without code ([.env.example](../.env.example)), or
[a file of ten lines](custom-provider.md); \`/setup\` counts these three as well.

The callback address is the path below at \`http://localhost:3000\` and at the public address; \`/api/auth/callback/<id>\`
works as well. \`AUTH_<ID>_SCOPE\` and \`AUTH_<ID>_NAME\` change scopes and label of any. What a
provider does its own way is told for the curious: it asks nothing of you.

\`npm run provider -- --prune discord github\` deletes all but those that are named and the few that development and tests
need.

Made from [the providers' files](../lib/auth/providers) by \`UPDATE_DOCS=1 npm test -- unit scripts/providers/page\`.

${letters(rows.map(({ provider }) => provider))}

## The catalogue

${entries.join("\n\n")}

## Left out

What Auth.js, Better Auth, Arctic and grant have besides, and why it is not here.

### It cannot tell who signs in, does not speak the protocols, or nobody documents how

${list(unfit)}

### It is gone

${list(gone)}

## Differences from Auth.js

Every difference in address, scopes, token request or profile that a sign-in from the same sample answer shows, found by
[a program](../bench/providers/authjs.mjs).

${differences(providers.map(({ id }) => id))}
`
}

/**
 * Whether its fixture names a source.
 * @param {string} id
 */
async function isProven(id) {
  const fixture = await readText(join(root, "e2e", "fixtures", "providers", `${id}.json`))
  return fixture !== null && JSON.parse(fixture).source !== null
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
 * One line for each reason, with all whom it concerns.
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
      const concerned = all.filter((one) => one.line === line)
      return `- ${concerned.map(({ id }) => `[${id}](#${id})`).join(", ")}, ${line}`
    })
    .join("\n")
}
