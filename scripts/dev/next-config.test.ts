// What next.config.mjs does before a build.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, test } from "@playwright/test"
import { PHASE_PRODUCTION_BUILD } from "next/constants.js"
import { root, testFolder } from "../test/program.mjs"

for (const [text, isKept] of [
  ["", false],
  ["export {}\n", true],
] as const)
  test(`a build ${isKept ? "keeps complete" : "removes empty"} types of next dev`, async () => {
    const copy = join(testFolder, `next-config-${isKept}`)
    const types = join(copy, ".next/dev/types")
    mkdirSync(types, { recursive: true })
    mkdirSync(join(copy, "prisma/migrations"), { recursive: true })
    try {
      for (const file of ["next.config.mjs", "lib/base-path.mjs"]) cpSync(join(root, file), join(copy, file))
      writeFileSync(join(types, "routes.d.ts"), text)
      const { default: configure } = await import(pathToFileURL(join(copy, "next.config.mjs")).href)
      await configure(PHASE_PRODUCTION_BUILD)
      expect(existsSync(types)).toBe(isKept)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
