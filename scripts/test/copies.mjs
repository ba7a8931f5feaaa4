// Copies of the checkout in `.data/`, where node_modules still resolves. No `.env` file is copied.
import { cpSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { bareEnvironment } from "./environment.mjs"
import { programOf, root, runNode, testFolder } from "./program.mjs"

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
 * `tests`: whether unit tests are copied
 * @returns {string} its path
 */
export function copyCheckout(name, { without = [], tests = true } = {}) {
  const copy = join(testFolder, name)
  rmSync(copy, { recursive: true, force: true })
  for (const entry of readdirSync(root)) {
    if (entry.startsWith(".") || excluded.has(entry) || without.includes(entry)) continue
    const filter = (/** @type {string} */ path) => tests || !path.endsWith(".test.ts")
    cpSync(join(root, entry), join(copy, entry), { recursive: true, filter })
  }
  return copy
}

/**
 * Makes the production build of a copy.
 * @param {string} copy
 */
export function build(copy) {
  return runNode([programOf("next"), "build"], { cwd: copy, env: bareEnvironment() })
}
