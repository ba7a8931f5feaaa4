import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, test } from "@playwright/test"
import { root } from "./program.mjs"

/** The root that next.config.mjs sets for a copy below a folder with a stray lockfile. */
async function rootOf({ lockfile, ownPackages }: { lockfile: boolean; ownPackages: boolean }) {
  const stray = mkdtempSync(join(tmpdir(), "portico-root-"))
  const folder = join(stray, "app")
  try {
    mkdirSync(join(folder, "prisma/migrations"), { recursive: true })
    for (const file of ["next.config.mjs", "lib/base-path.mjs"]) cpSync(join(root, file), join(folder, file))
    for (const path of [stray, ...(lockfile ? [folder] : [])])
      writeFileSync(join(path, "package-lock.json"), "{}")
    const packages = ownPackages ? folder : stray
    mkdirSync(join(packages, "node_modules"))
    symlinkSync(join(root, "node_modules/next"), join(packages, "node_modules/next"), "junction")
    const { default: configure } = (await import(pathToFileURL(join(folder, "next.config.mjs")).href)) as {
      default: (phase: string) => Promise<{ turbopack: { root?: string } }>
    }
    return (await configure("another phase")).turbopack.root?.replace(folder, "the folder")
  } finally {
    rmSync(stray, { recursive: true })
  }
}

test("the app is the root of a build, also below a folder with a stray lockfile", async () => {
  expect(await rootOf({ lockfile: true, ownPackages: true })).toBe("the folder")
})

test("in a workspace Next finds the root", async () => {
  expect(await rootOf({ lockfile: false, ownPackages: true })).toBeUndefined()
  expect(await rootOf({ lockfile: true, ownPackages: false })).toBeUndefined()
})

for (const [url, expected] of [
  [undefined, ""],
  ["https://app.example.com", ""],
  ["https://example.com/app/", "/app"],
  // The start names the problem.
  ["https://example.com/-", ""],
] as const)
  test(`a build with AUTH_URL=${url} has the base path "${expected}"`, async () => {
    const before = process.env["AUTH_URL"]
    if (url) process.env["AUTH_URL"] = url
    else delete process.env["AUTH_URL"]
    try {
      const { default: configure } = (await import(pathToFileURL(join(root, "next.config.mjs")).href)) as {
        default: (phase: string) => Promise<{ basePath: string; env: Record<string, string> }>
      }
      const { basePath, env } = await configure("another phase")
      expect([basePath, env["PORTICO_BASE_PATH"]]).toEqual([expected, expected])
      expect(env["PORTICO_MIGRATIONS"]).toContain("_")
    } finally {
      if (before === undefined) delete process.env["AUTH_URL"]
      else process.env["AUTH_URL"] = before
    }
  })

for (const [value, isOn] of [
  [undefined, false],
  ["off", false],
  [" on ", true],
] as const)
  test(`CACHE_COMPONENTS=${value} switches Cache Components ${isOn ? "on" : "off"}, and no page has a shell then`, async () => {
    const before = process.env["CACHE_COMPONENTS"]
    delete process.env["CACHE_COMPONENTS"]
    if (value) process.env["CACHE_COMPONENTS"] = value
    try {
      // The query makes Node read the file again.
      const url = `${pathToFileURL(join(root, "next.config.mjs")).href}?${value}`
      const { default: configure } = (await import(url)) as {
        default: (phase: string) => Promise<Record<string, unknown> & { env: Record<string, string> }>
      }
      const config = await configure("another phase")
      const names = ["cacheComponents", "cacheHandler", "partialPrefetching", "htmlLimitedBots"]
      expect(names.filter((name) => name in config)).toEqual(isOn ? names : [])
      if (isOn) expect(config).toMatchObject({ htmlLimitedBots: /.*/, partialPrefetching: false })
      expect(config.env["PORTICO_CACHE_COMPONENTS"]).toBe(isOn ? "on" : "off")
    } finally {
      if (before === undefined) delete process.env["CACHE_COMPONENTS"]
      else process.env["CACHE_COMPONENTS"] = before
    }
  })
