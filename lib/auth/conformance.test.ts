// docs/conformance.md names tests; each must exist.
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { expect, test } from "@playwright/test"

const root = join(import.meta.dirname, "../..")
const text = readFileSync(join(root, "docs/conformance.md"), "utf8")
const named = [...text.matchAll(/`([\w./-]+\.(?:test|spec)\.ts)` › (.+?)\s*(?=<br>|\|)/g)].map(
  ([, file = "", title = ""]) => ({ file, title }),
)

type Suite = {
  title: string
  file: string
  line: number
  specs?: { title: string; file: string }[]
  suites?: Suite[]
}

/** All tests of these files, with the titles of their files and groups. */
function listed(files: string[]): string[] {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli")
  const { stdout } = spawnSync(process.execPath, [cli, "test", "--list", "--reporter=json", ...files], {
    cwd: root,
    // The current run writes its own report to that file.
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: undefined },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  })
  // Test files may print lines before the report.
  const report = JSON.parse(stdout.slice(stdout.indexOf("{\n"))) as { suites: Suite[] }
  const titles = (suite: Suite, parents: string[]): string[] => [
    ...(suite.specs ?? []).map(({ title }) => [...parents, title].join(" › ")),
    ...(suite.suites ?? []).flatMap((inner) => titles(inner, [...parents, inner.title])),
  ]
  return report.suites.flatMap((suite) => titles(suite, [pathInRepository(suite)]))
}

/** The path of a suite. Playwright reports it relative to the folder of its project. */
function pathInRepository({ file }: Suite): string {
  return file.endsWith(".spec.ts") && !file.startsWith("e2e/") ? `e2e/${file}` : file
}

test("each test that docs/conformance.md names exists", () => {
  test.slow()
  expect(named.length).toBeGreaterThan(30)
  const existing = new Set(listed([...new Set(named.map(({ file }) => file))]))
  const missing = named.filter(({ file, title }) => !existing.has(`${file} › ${title}`))
  expect(missing).toEqual([])
})

test("docs/conformance.md names each module once", () => {
  const modules = [...text.matchAll(/^\| `(oidcc-client-test[\w-]*)`/gm)].map(([, module]) => module)
  expect(modules.length).toBeGreaterThan(30)
  expect(new Set(modules).size).toBe(modules.length)
})
