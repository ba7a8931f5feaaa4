// Copies of the checkout inside `.data/`: node_modules resolves upwards, and no `.env` comes along.
import { cpSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { bareEnvironment } from "./environment.mjs"
import { programOf, root, runNode, workshop } from "./program.mjs"

// A lockfile would make the copy look like a root of its own, and node_modules would lie outside of it.
const lockfiles = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"]
const left = new Set([
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
 * @param {{ without?: string[], tests?: boolean }} [options] `without`: entries of the top level to leave out too;
 * `tests`: whether unit tests come along
 * @returns {string} where it lies
 */
export function copyCheckout(name, { without = [], tests = true } = {}) {
  const copy = join(workshop, name)
  rmSync(copy, { recursive: true, force: true })
  for (const entry of readdirSync(root)) {
    if (entry.startsWith(".") || left.has(entry) || without.includes(entry)) continue
    const filter = (/** @type {string} */ path) => tests || !path.endsWith(".test.ts")
    cpSync(join(root, entry), join(copy, entry), { recursive: true, filter })
  }
  return copy
}

/**
 * The production build of a copy.
 * @param {string} copy
 */
export function build(copy) {
  return runNode([programOf("next"), "build"], { cwd: copy, env: bareEnvironment() })
}
