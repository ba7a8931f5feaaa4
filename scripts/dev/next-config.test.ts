// What next.config.mjs does before a build.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, test } from "@playwright/test"
import { PHASE_PRODUCTION_BUILD } from "next/constants.js"
import { root, testFolder } from "../test/program.mjs"

const page = (name: string) => `const handler = {} as typeof import("../../../app/${name}/page.js")\n`

for (const [title, text, isKept] of [
  ["removes empty types of next dev", "", false],
  ["removes types of next dev that name a deleted page", page("[id]") + page("gone"), false],
  ["keeps other types of next dev", page("[id]"), true],
] as const)
  test(`a build ${title}`, async () => {
    const copy = join(testFolder, `next-config-${title.length}`)
    const types = join(copy, ".next/dev/types")
    for (const path of [types, join(copy, "prisma/migrations"), join(copy, "app/[id]")])
      mkdirSync(path, { recursive: true })
    try {
      for (const file of ["next.config.mjs", "lib/base-path.mjs"]) cpSync(join(root, file), join(copy, file))
      writeFileSync(join(copy, "app/[id]/page.tsx"), "")
      writeFileSync(join(types, "validator.ts"), text)
      const { default: configure } = await import(pathToFileURL(join(copy, "next.config.mjs")).href)
      await configure(PHASE_PRODUCTION_BUILD)
      expect(existsSync(types)).toBe(isKept)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
