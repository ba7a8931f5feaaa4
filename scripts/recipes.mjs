// `npm run test:recipes`: follows each instruction of the docs in a copy of the checkout, then checks format, lint, types and the
// unit tests of the touched area. Words select recipes: `npm run test:recipes -- acme`.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { node, recipes } from "./recipes/list.mjs"
import { closeAll, closeOnSignals, onClose } from "./test/closing.mjs"
import { bareEnvironment } from "./test/environment.mjs"
import { programOf, root, run } from "./test/program.mjs"
import { conclude, generate, step, sum } from "./test/steps.mjs"

closeOnSignals()
const words = process.argv.slice(2)
const chosen = recipes.filter(({ name }) => words.every((word) => name.includes(word)))
const results = [await generate()]
for (const recipe of chosen) results.push(await step(recipe.name, () => tryRecipe(recipe)))
await closeAll()
process.exitCode = conclude(
  sum(...results.map((ok) => ({ passed: Number(ok), failed: Number(!ok), skipped: 0 }))),
)

/** @param {import("./recipes/list.mjs").Recipe} recipe */
async function tryRecipe({ follow, tests }) {
  // Not in `.data`, whose tests Playwright ignores.
  const copy = mkdtempSync(join(tmpdir(), "portico-recipe-"))
  const remove = () => rmSync(copy, { recursive: true, force: true })
  onClose(remove)
  try {
    await copyTo(copy)
    await follow(copy)
    await node(copy, [programOf("prettier"), "--check", "--log-level=warn", "."])
    await node(copy, [programOf("next"), "typegen"])
    await node(copy, [programOf("typescript"), "--noEmit", "--incremental", "false"])
    await node(copy, [programOf("oxlint")])
    await node(copy, [programOf("@playwright/test"), "test", "--project=unit", "--reporter=dot", ...tests], {
      ...bareEnvironment(),
      NODE_OPTIONS: "--conditions=react-server",
    })
  } finally {
    remove()
  }
}

/**
 * Copies the files that Git does not ignore, and the generated client. The copy is a repository of its own, because pruning
 * deletes only committed files.
 * @param {string} copy
 */
async function copyTo(copy) {
  const listed = await git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
  const deleted = new Set((await git(root, "ls-files", "--deleted", "-z")).split("\0"))
  const files = listed.split("\0").filter((file) => file && !deleted.has(file))
  for (const file of [...files, "lib/generated"])
    cpSync(join(root, file), join(copy, file), { recursive: true })
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction")
  await git(copy, "init", "--quiet")
  await git(copy, "add", "--all")
  await git(
    copy,
    "-c",
    "user.name=Ann",
    "-c",
    "user.email=ann@example.com",
    "commit",
    "--quiet",
    "-m",
    "first",
  )
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
async function git(cwd, ...args) {
  const { code, output } = await run("git", args, { cwd })
  if (code !== 0) throw new Error(output)
  return output
}
