// What `npm run init` changes, step by step, in a planned checkout.
import { posix } from "node:path"
import { readProvider } from "../providers/catalogue.mjs"
import { factsOf } from "../providers/facts.mjs"
import { emulatedForTests, generic, indexFile } from "../providers/ids.mjs"
import { planPrune, withoutExports } from "../providers/prune.mjs"
import { withoutDeleted, withoutPointers, withoutSection } from "./documents.mjs"
import { atproto, divider } from "./features/atproto.mjs"
import { removeFeature } from "./features/index.mjs"
import { oauth1 } from "./features/oauth1.mjs"
import { minToSearch, search } from "./features/search.mjs"
import { adoption } from "./features/takeover.mjs"
import { languagesFile, onlyLanguages, readLanguageTags } from "./languages.mjs"
import { hasOnlyStarters, squashMigrations } from "./migrations.mjs"
import { inMarkdown, packageName } from "./name.mjs"
import { renamed, withoutUnused } from "./packages.mjs"
import { always, ownersTests, partNames, partOf, parts, pathsOfParts, sections, withNeeds } from "./parts.mjs"
import { unused } from "./references.mjs"
import { changelog, icon, landing, licenseOf, readme } from "./texts.mjs"

/**
 * @typedef {import("./checkout.mjs").Checkout} Checkout
 * @typedef {import("./questions.mjs").Choice} Choice
 */

/**
 * Plans everything.
 * @param {Checkout} checkout
 * @param {Choice} choice
 */
export async function planInit(checkout, choice) {
  const manifest = JSON.parse(await checkout.read("package.json"))
  const { plan, names, protocols, isStrict } = await pruneProviders(checkout, choice)
  const keep = withNeeds([...choice.keep, ...(isStrict ? /** @type {const} */ (["strict"]) : [])])
  const year = new Date().getFullYear()
  const hasExample = checkout.has("docs/first-feature.md")
  const about = { ...choice, providers: names, protocols, keep, year, from: manifest.version, hasExample }
  await removeLanguages(checkout, choice.languages)
  await brand(checkout, about)
  await removeProtocols(checkout, protocols)
  const isSquashed = await removeParts(checkout, keep)
  await removeDivider(checkout)
  const isProvider = (/** @type {string} */ file) =>
    /^lib\/auth\/providers\/(?!index|types|quirks)[^.]+\.ts$/.test(file)
  if (checkout.files.filter(isProvider).length < minToSearch && !keep.includes("tests"))
    await removeFeature(checkout, search, { withTables: false })
  await removeUnused(checkout, manifest, choice.name)
  await clearDocuments(checkout, { ...choice, keep }, manifest)
  checkout.write("README.md", readme(about))
  return { deletedProviders: plan.ids, keep, isSquashed }
}

/**
 * The tests sign in at the emulators of some providers. The engine's own tests need further ones, and each protocol.
 * @param {Checkout} checkout
 * @param {Choice} choice
 */
async function pruneProviders(checkout, { providers: wanted, keep }) {
  const isTested = withNeeds(keep).includes("tests")
  const named = await Promise.all(wanted.filter((id) => !generic.includes(id)).map((id) => readProvider(id)))
  const protocols = {
    oauth1: isTested || wanted.includes("oauth1") || named.some(({ protocol }) => protocol === "oauth1"),
    atproto: isTested || named.some((provider) => provider.protocol === "oauth2" && provider.network),
  }
  const custom = generic.filter((id) => id !== "oauth1" || protocols.oauth1)
  const plan = await planPrune(
    checkout.directory,
    wanted,
    isTested ? undefined : [...custom, ...emulatedForTests],
  )
  checkout.remove(plan.files)
  checkout.write(indexFile, withoutExports(await checkout.read(indexFile), plan.ids))
  const facts = await Promise.all(named.map(factsOf))
  const lines = facts
    .flatMap(({ variables }) => variables)
    .map(({ name, example }) => (example ? `# Such as ${example}\n${name}=` : `${name}=`))
  await checkout.edit(".env.example", [/AUTH_GITHUB_ID=\n.*?AUTH_APPLE_KEY=/s, lines.join("\n")])
  return { plan, names: named.map(({ name }) => name), protocols, isStrict: named.some(needsKeys) }
}

/**
 * Whether a provider needs the part `strict`.
 * @param {import("../../lib/auth/providers/types").Provider} provider
 */
function needsKeys(provider) {
  if (provider.protocol === "oauth1") return false
  const { tokenAuth = [], dpop, securityProfile } = provider
  const methods = [tokenAuth].flat()
  const isEncrypted = provider.protocol === "oidc" && provider.encryptsIdTokens
  const hasKey = methods.includes("private_key_jwt") || methods.includes("client_secret_minted")
  return Boolean(
    hasKey || dpop || securityProfile || isEncrypted || (provider.protocol === "oauth2" && provider.network),
  )
}

/**
 * What speaks a protocol that none of the kept providers has.
 * @param {Checkout} checkout
 * @param {{ oauth1: boolean, atproto: boolean }} kept
 */
async function removeProtocols(checkout, kept) {
  if (!kept.atproto) await removeFeature(checkout, atproto, { withTables: false })
  if (!kept.oauth1) await removeFeature(checkout, oauth1, { withTables: false })
}

/** @param {Checkout} checkout */
async function removeDivider(checkout) {
  const forms = ["account", "company"].map((name) => `app/signin/${name}-sign-in.tsx`)
  if (!forms.some((file) => checkout.has(file))) await removeFeature(checkout, divider, { withTables: false })
}

/**
 * @param {Checkout} checkout
 * @param {readonly string[]} languages
 */
async function removeLanguages(checkout, languages) {
  const text = await checkout.read(languagesFile)
  const removed = readLanguageTags(text).filter((tag) => !languages.includes(tag))
  checkout.remove(removed.map((tag) => `messages/${tag}.ts`))
  checkout.write(languagesFile, onlyLanguages(text, languages))
  if (!removed.includes("de")) return
  await checkout.edit(
    "docs/customizing.md",
    [" and [`messages/de.ts`](../messages/de.ts), under the same keys", ""],
    ["copy `messages/de.ts`", "copy `messages/en.ts`"],
    [/To ship only English, .*\n\n/, ""],
  )
  // The owner may have deleted it together with the example.
  if (!checkout.has("docs/first-feature.md")) return
  await checkout.edit(
    "docs/first-feature.md",
    [", [`de.ts`](../messages/de.ts)", ""],
    [" and in `messages/de.ts`", ""],
  )
}

/**
 * The name, the landing page and what carries the starter's own.
 * @param {Checkout} checkout
 * @param {import("./texts.mjs").About} about
 */
async function brand(checkout, about) {
  const templates = "scripts/init/templates"
  await checkout.edit("site.mjs", [/siteName = .*/, `siteName = ${JSON.stringify(about.name)}`])
  checkout.write("app/page.tsx", await checkout.read(`${templates}/page.tsx`))
  checkout.write("components/logo.tsx", await checkout.read(`${templates}/logo.tsx`))
  checkout.write("app/icon.svg", icon(about))
  for (const tag of about.languages) await brandMessages(checkout, tag)
  await checkout.edit("lib/auth/http/provider-request.ts", [
    'userAgent = "Portico"',
    `userAgent = "${packageName(about.name)}"`,
  ])
  checkout.write("LICENSE", licenseOf(await checkout.read("LICENSE"), about))
  checkout.write("CHANGELOG.md", changelog(about))
}

/**
 * @param {Checkout} checkout
 * @param {string} tag
 */
async function brandMessages(checkout, tag) {
  const file = `messages/${tag}.ts`
  const texts = landing[tag]
  if (texts)
    await checkout.edit(
      file,
      [/description: ".*"/, `description: ${JSON.stringify(texts.description)}`],
      [/landing: \{\n {4}title: ".*"/, `landing: {\n    title: \`${texts.title}\``],
      [/ {4}lead: `\$\{siteName\}.*`/, `    lead: ${JSON.stringify(texts.lead)}`],
    )
  await checkout.edit(file, [/\n {4}flow: \{\n.*?\n {4}\},/s, ""], [/\n {4}facts: \[\n.*?\n {4}\],/s, ""])
}

/**
 * @param {Checkout} checkout
 * @param {readonly import("./parts.mjs").PartName[]} keep
 * @returns {Promise<boolean>} whether one migration took the place of the starter's
 */
async function removeParts(checkout, keep) {
  const isGone = (/** @type {import("./parts.mjs").PartName} */ name) => !keep.includes(name)
  const isSquashed = isGone("migrations") && hasOnlyStarters(checkout)
  checkout.remove([...always, ...pathsOfParts(isGone)])
  for (const name of partNames.filter(isGone))
    await removeFeature(checkout, partOf(name), { withTables: isSquashed })
  if (isSquashed) {
    await removeFeature(checkout, adoption, { withTables: true })
    await squashMigrations(checkout, { connections: !isGone("connections") })
  }
  const installers = [
    { lock: "pnpm-lock.yaml", settings: ["pnpm-workspace.yaml", ".prettierignore"] },
    { lock: "yarn.lock", settings: [".yarnrc.yml"] },
  ]
  for (const { lock, settings } of installers) if (!checkout.has(lock)) checkout.remove(settings)
  await checkout.edit(".github/workflows/ci.yml", [/ {2}# The instructions of the docs.*?\n\n(?= {2}#)/s, ""])
  await checkout.edit(".dockerignore", [".ci\n", ""], ["scripts/screenshots.mjs\n", ""])
  if (isGone("bench")) await checkout.edit("tsconfig.json", [', "bench"', ""])
  if (isGone("commands")) await removeMentionsOfCommands(checkout)
  if (isGone("tests")) await removeEngineTests(checkout)
  return isSquashed
}

/** @param {Checkout} checkout */
async function removeMentionsOfCommands(checkout) {
  await checkout.edit("lib/auth/providers/types.ts", [
    ";\n// docs/custom-provider.md has an example of each.",
    ".",
  ])
  await checkout.edit(
    ".env.example",
    [", with others: docs/custom-provider.md.", "."],
    [". docs/custom-provider.md has an example of each value.", "."],
  )
  await checkout.edit(
    "Dockerfile",
    [", and for `node scripts/doctor.mjs`", ""],
    [" /app/scripts/doctor.mjs", ""],
    ["COPY --from=build /app/scripts/doctor ./scripts/doctor\n", ""],
  )
  await checkout.edit(
    "scripts/test/docker.test.ts",
    [/ {6}\/\/ The doctor checks.*\n/, ""],
    [
      'if (typeOnly || (onDemand && file === "lib/auth/connection-access.ts")) continue',
      "if (typeOnly) continue",
    ],
    ["{ to, typeOnly, onDemand }", "{ to, typeOnly }"],
    [/ {2}\/\/ The doctor, which.*?follow\(file\)\n/s, '  follow("scripts/db.mjs")\n'],
  )
}

/**
 * Without them, no test needs the hostile provider or another variant of the app.
 * @param {Checkout} checkout
 */
async function removeEngineTests(checkout) {
  const isEngineTest = (/** @type {string} */ file) =>
    /^(lib\/(auth|dev)|scripts)\/.*\.test\.ts$/.test(file) && !ownersTests.includes(file)
  checkout.remove(checkout.files.filter(isEngineTest))
  // These have fixtures of their own: a development server, or a hostile provider.
  for (const file of checkout.files.filter((path) => /^e2e\/.*\.spec\.ts$/.test(path)))
    if (/\/(development|inspector)/.test(file) || /\b(hostile|providerSet)\b/.test(await checkout.read(file)))
      checkout.remove([file])
  await checkout.edit("e2e/support/local-fixtures.ts", [
    "specs with the local identity servers",
    "every spec",
  ])
  await checkout.edit(".github/workflows/ci.yml", [/ {2}# The app below a path.*?\n\n(?= {2}#)/s, ""])
  checkout.write("e2e/support/fixtures.ts", await checkout.read("e2e/support/local-fixtures.ts"))
  checkout.remove(["e2e/support/local-fixtures.ts"])
  await checkout.edit(
    "playwright.config.ts",
    [/(const \w+ = ".*\.spec\.ts"\n)+/, ""],
    [/ {4}\{ name: "no-proxy".*?(?= {2}\],)/s, ""],
    [/,\s*testIgnore: \[[^\]]*\]/, ""],
  )
  await checkout.edit(
    "scripts/test.mjs",
    [/ `attacks` as the\n.*\n/, "\n"],
    [/import \{ attackPattern, .*\n/, ""],
    [/\/\*\* @type \{import\("\.\/test\/attacks\.mjs.*\n.*\n/, ""],
    ["  report(process.argv.slice(2))\n", ""],
    [/ {2}return argv\[0\] === "attacks".*/, "  return argv"],
    [', "cache-components"]', "]"],
    ["count(await run(", "count(await runProjects("],
    ["count(await run(", "count(await runProjects("],
    [/\/\*\* @type \{typeof runProjects\} \*\/.*?(?=\/\*\*\n \* Adds)/s, ""],
  )
  if (checkout.has("docs/connections.md"))
    await checkout.edit("docs/connections.md", [/(?<=rm -r .*) e2e\/\S+/g, ""])
  await checkout.edit("docs/errors.md", [/Made from the table .*\n\n/, ""])
  await checkout.edit("docs/third-parties.md", [/\n`e2e\/owner\/third-parties.*\n.*\n$/, ""])
  await checkout.edit("docs/customizing.md", [
    /`npm run test:schema` makes each of these edits.*\n.*\n/,
    "Each of these edits was made in a copy, with its migration, and a user from before it and a new one signed in. Where it does not\n" +
      "work, the first steps of `npm run check` name the file, the line and what to do.\n",
  ])
  await checkout.edit(
    "scripts/test/test-environment.mjs",
    [/\/\*\* The hooks that e2e\/hooks tests.*?\n\n/s, ""],
    [/ {2}\{ name: "no-proxy".*?(?=^\])/ms, ""],
  )
}

/**
 * Files, commands and packages that only the removed files used.
 * @param {Checkout} checkout
 * @param {import("./packages.mjs").Manifest} manifest
 * @param {string} name
 */
async function removeUnused(checkout, manifest, name) {
  const read = (/** @type {string} */ file) => checkout.read(file)
  const isGone = (/** @type {string} */ path) => checkout.removed.includes(path)
  const changed = renamed(manifest, { name, isGone })
  checkout.write("package.json", JSON.stringify(changed, null, 2))
  const isCandidate = (/** @type {string} */ file) =>
    /^(e2e\/support|scripts|lib\/auth)\/.*(?<!\.test)\.(ts|tsx|mjs)$|\.fixture\.ts$/.test(file)
  // The lists of this command name files that nothing else needs to name.
  const before = [...checkout.files, ...checkout.removed].filter((file) => !file.startsWith("scripts/init/"))
  checkout.remove(await unused({ before, after: checkout.files, isCandidate, read }))

  const isCode = (/** @type {string} */ file) => /\.(ts|tsx|mjs)$/.test(file)
  const deleted = await Promise.all(checkout.removed.filter(isCode).map(read))
  const kept = await Promise.all(checkout.files.filter(isCode).map(read))
  const packages = withoutUnused(manifest, { deleted, kept })
  checkout.write("package.json", JSON.stringify({ ...changed, ...packages }, null, 2))
  if (!checkout.has("package-lock.json")) return
  const lock = JSON.parse(await read("package-lock.json"))
  const top = { ...lock.packages[""], name: packageName(name), version: changed.version, ...packages }
  const locked = {
    ...lock,
    name: packageName(name),
    version: changed.version,
    packages: { ...lock.packages, "": top },
  }
  checkout.write("package-lock.json", `${JSON.stringify(locked, null, 2)}\n`)
}

/**
 * The documents that stay have the new name, and mention nothing that was deleted.
 * @param {Checkout} checkout
 * @param {Choice} choice
 * @param {import("./packages.mjs").Manifest} before
 */
async function clearDocuments(checkout, { name, keep }, before) {
  const deleted = new Set(checkout.removed)
  const folders = new Set(checkout.removed.flatMap((file) => foldersOf(file)))
  for (const file of checkout.files) for (const folder of foldersOf(file)) folders.delete(folder)
  const isGone = (/** @type {string} */ path) => deleted.has(path) || folders.has(path.replace(/\/$/, ""))
  const scripts = JSON.parse(await checkout.read("package.json")).scripts
  const gone = Object.keys(before.scripts).filter((script) => !(script in scripts))
  const commands = [
    ...gone.map((script) => `npm run ${script}`),
    // What docs/testing.md describes.
    ...(keep.includes("tests") ? [] : ["npm test -- attacks", "npm test -- base-path", "hostile"]),
  ]
  for (const { part, file, heading } of sections)
    if (!keep.includes(part)) checkout.write(file, withoutSection(await checkout.read(file), heading))
  if (keep.includes("telemetry"))
    await checkout.edit("docs/deploying.md", [
      'serviceName: "portico"',
      `serviceName: "${packageName(name)}"`,
    ])
  for (const file of checkout.files.filter(isDocument)) {
    const resolve = (/** @type {string} */ target) => posix.join(posix.dirname(file), target)
    const text = withoutDeleted(await checkout.read(file), { isGone, commands, resolve })
    checkout.write(file, isAboutStarter(file) ? text : withName(text, file, name))
  }
  for (const file of checkout.files.filter((path) => /\.(ts|tsx|mjs|md|prisma)$/.test(path))) {
    const text = await checkout.read(file)
    const cleared = withoutPointers(text, isGone)
    if (cleared !== text) checkout.write(file, cleared)
  }
}

/** @param {string} file */
function isDocument(file) {
  return /^(.*\/)?[^/]+\.md$|^\.env\.example$/.test(file) && !/^(README|CHANGELOG)\.md$/.test(file)
}

/** @param {string} file */
function isAboutStarter(file) {
  const { docs, bench, authjs } = parts
  return [docs, bench, authjs]
    .flatMap(({ paths = [] }) => paths)
    .some((path) => file === path || file.startsWith(`${path}/`))
}

/**
 * @param {string} text
 * @param {string} file
 * @param {string} name
 */
function withName(text, file, name) {
  return text.replaceAll("Portico", () => (file.endsWith(".md") ? inMarkdown(name) : name))
}

/** @param {string} file */
function foldersOf(file) {
  const parents = file.split("/").slice(0, -1)
  return parents.map((_, index) => parents.slice(0, index + 1).join("/"))
}
