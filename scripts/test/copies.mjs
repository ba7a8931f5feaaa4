// Copies of the checkout in `.data/`, where node_modules still resolves. No `.env` file is copied.
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onClose } from "./closing.mjs"
import { bareEnvironment } from "./environment.mjs"
import { programOf, root, run, runNode, testFolder } from "./program.mjs"

// With a lockfile Next would take the copy for a project root, and node_modules would be outside of it.
const lockfiles = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
const excluded = new Set([
  ...lockfiles,
  "node_modules",
  "bench",
  "next-env.d.ts",
  "tsconfig.tsbuildinfo",
  "test-results",
  "playwright-report",
])

/**
 * Makes a fresh copy of the checkout.
 * @param {string} name its folder
 * @param {{ without?: string[], tests?: boolean }} [options] `without`: further entries of the top level to leave out;
 * `tests`: whether unit tests and their fixtures are copied
 * @returns {string} its path
 */
export function copyCheckout(name, { without = [], tests = true } = {}) {
  const copy = join(testFolder, name)
  rmSync(copy, { recursive: true, force: true })
  for (const entry of readdirSync(root)) {
    if (entry.startsWith(".") || excluded.has(entry) || without.includes(entry)) continue
    const filter = (/** @type {string} */ path) => tests || !/\.(test|fixture)\.ts$/.test(path)
    cpSync(join(root, entry), join(copy, entry), { recursive: true, filter })
  }
  return copy
}

/**
 * Makes the production build of a copy.
 * @param {string} copy
 * @param {Record<string, string>} [env] variables of the build
 */
export function build(copy, env = {}) {
  return runNode([programOf("next"), "build"], { cwd: copy, env: { ...bareEnvironment(), ...env } })
}

/**
 * Copies the files that Git does not ignore, and the generated code, to a folder outside of the checkout, whose tests Playwright
 * runs. The copy is a repository of its own, because pruning deletes only committed files.
 * @returns {Promise<{ copy: string, remove: () => void }>}
 */
export async function copyRepository() {
  const copy = mkdtempSync(join(tmpdir(), "portico-copy-"))
  const remove = () => rmSync(copy, { recursive: true, force: true })
  onClose(remove)
  const listed = await git(root, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
  const deleted = new Set((await git(root, "ls-files", "--deleted", "-z")).split("\0"))
  const files = listed.split("\0").filter((file) => file && !deleted.has(file))
  for (const file of [...files, "lib/generated"])
    cpSync(join(root, file), join(copy, file), { recursive: true })
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction")
  await git(copy, "init", "--quiet")
  await git(copy, "add", "--all")
  const author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
  await git(copy, ...author, "commit", "--quiet", "-m", "first")
  return { copy, remove }
}

/**
 * @param {string} cwd
 * @param {string[]} args
 */
export async function git(cwd, ...args) {
  const { code, output } = await run("git", args, { cwd })
  if (code !== 0) throw new Error(output)
  return output
}
