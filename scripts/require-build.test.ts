import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { whyNotToBuild } from "./require-build.mjs"
import { root } from "./test/program.mjs"

test("a build without its packages says why and what to do", () => {
  const reason = whyNotToBuild({ NODE_ENV: "production" }, ["prisma", "tailwindcss"])
  expect(reason).toContain("(prisma, tailwindcss): NODE_ENV=production leaves devDependencies out")
  expect(reason).toContain("npm ci --include=dev")
  expect(whyNotToBuild({}, ["prisma"])).not.toContain("NODE_ENV=production")
})

test("a build for development says that builds are for production", () => {
  expect(whyNotToBuild({ NODE_ENV: "development" }, [])).toContain("NODE_ENV=development is set")
  for (const NODE_ENV of [undefined, "", "production"])
    expect(whyNotToBuild({ NODE_ENV }, [])).toBeUndefined()
})

test("the check before a build needs no package", () => {
  const copy = mkdtempSync(join(tmpdir(), "portico-build-"))
  try {
    mkdirSync(join(copy, "scripts"))
    for (const name of ["package.json", "scripts/require-build.mjs"])
      cpSync(join(root, name), join(copy, name))
    const env = { ...process.env, NODE_ENV: "production" as const }
    const { status, stderr } = spawnSync(process.execPath, ["scripts/require-build.mjs"], { cwd: copy, env })
    expect([status, String(stderr)]).toEqual([1, expect.stringMatching(/^The build needs packages/)])
  } finally {
    rmSync(copy, { recursive: true })
  }
})
