// `npm run init`: makes this checkout the start of your own app. It removes itself.
import { execFile } from "node:child_process"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { Checkout } from "./init/checkout.mjs"
import { languagesFile, readLanguageTags } from "./init/languages.mjs"
import { readFlags, usage } from "./init/options.mjs"
import { choose } from "./init/questions.mjs"
import { planInit } from "./init/steps.mjs"
import { root } from "./lib/environment.mjs"
import { generic, providerIds } from "./providers/ids.mjs"

const log = console.log

try {
  await run(process.argv.slice(2))
} catch (error) {
  const isMessage = error instanceof Error && error.constructor === Error
  console.error(isMessage ? error.message : error)
  process.exitCode = 1
}

/** @param {string[]} argv */
async function run(argv) {
  const available = { providers: await providerIds(), languages: await languages() }
  const flags = readFlags(argv, available)
  if (flags.help) return log(usage)
  if (!flags.force) await requireCleanWorkTree()
  const choice = await choose(flags, available)

  const checkout = await Checkout.open(root)
  const before = checkout.files.length
  // Imported before the files change.
  const { writePage } = await import("./providers/page.mjs")
  const { deletedProviders, keep, isSquashed } = await planInit(checkout, choice)
  await checkout.apply()
  if (keep.includes("commands")) await writePage()

  const kept = available.providers.filter((id) => !deletedProviders.includes(id) && !generic.includes(id))
  log(`
This is now ${choice.name}: ${before} files became ${checkout.files.length}.

  Providers   ${kept.join(", ")}, and any other service by variables
  Languages   ${choice.languages.join(", ")}
  Kept        ${keep.length > 0 ? keep.join(", ") : "only what every app needs (npm run init -- --help lists the other parts)"}
  Replaced    landing page, logo, icon, README.md, CHANGELOG.md; the copyright line of LICENSE is yours

Next: npm install, then npm run check.${isSquashed ? " If npm run dev ran before, npm run db:reset makes its database anew." : ""}
Nothing is committed; git diff shows the changes.`)
}

async function languages() {
  return readLanguageTags(await readFile(join(root, languagesFile), "utf8"))
}

/** @throws {Error} if there are changes that git could not restore */
async function requireCleanWorkTree() {
  const git = promisify(execFile)
  const { stdout } = await git("git", ["status", "--porcelain"], { cwd: root }).catch(() => {
    throw new Error(
      "This folder has no Git history, so deleted files cannot be restored. Commit it first, or add --force.",
    )
  })
  if (stdout.trim())
    throw new Error("There are changes that are not committed. Commit them first, or add --force.")
}
