import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { expect, test } from "@playwright/test"
import { bareEnvironment } from "./environment.mjs"
import { root } from "./program.mjs"

let folder = ""

test.beforeAll(() => {
  test.skip(process.platform === "win32", "the mock npm is a shell script, which Windows cannot run")
  folder = mkdtempSync(join(tmpdir(), "portico-vercel-"))
  const npm = '#!/bin/sh\necho "npm $*"\n[ "$2" != "$FAILING" ]\n'
  writeFileSync(join(folder, "npm"), npm, { mode: 0o755 })
})

test.afterAll(() => {
  if (folder) rmSync(folder, { recursive: true })
})

/** Runs the build of Vercel with a mock npm that only prints its arguments. */
function build(env: Record<string, string>) {
  const bare = bareEnvironment()
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/vercel-build.mjs")], {
    env: { ...bare, PATH: `${folder}${delimiter}${bare["PATH"]}`, ...configured, ...env },
    encoding: "utf8",
  })
  return { status, steps: [...stdout.matchAll(/^npm run (.*)$/gm)].map(([, step]) => step), stdout, stderr }
}

const configured = {
  VERCEL: "1",
  VERCEL_PROJECT_PRODUCTION_URL: "app.vercel.app",
  VERCEL_URL: "app-1.vercel.app",
  AUTH_SECRET: "a secret of more than thirty-two characters",
  DATABASE_URL: "postgres://db.example.com/app",
}

for (const [env, steps] of [
  [{ VERCEL_ENV: "production" }, ["build", "db:migrate"]],
  [{ VERCEL_ENV: "preview" }, ["build"]],
  [{ VERCEL_ENV: "preview", DATABASE_PREVIEW: "own" }, ["build", "db:migrate"]],
  [{ VERCEL_ENV: "preview", DATABASE_PREVIEW: "yes" }, ["build"]],
  [{ VERCEL_ENV: "development" }, ["build"]],
  [{}, ["build"]],
] as [Record<string, string>, string[]][])
  test(`on Vercel, ${JSON.stringify(env)} runs ${steps.join(" and ")}`, { tag: "@fail-open" }, () => {
    expect(build(env)).toMatchObject({ status: 0, steps })
  })

test("the build of a preview prints why the database is not migrated", () => {
  expect(build({ VERCEL_ENV: "preview" }).stdout).toContain("DATABASE_PREVIEW=own")
})

test("a failed build is not migrated, and a failed migration fails the deployment", () => {
  const production = { VERCEL_ENV: "production" }
  expect(build({ ...production, FAILING: "build" })).toMatchObject({ status: 1, steps: ["build"] })
  expect(build({ ...production, FAILING: "db:migrate" }).status).toBe(1)
})

for (const [env, expected] of [
  [{ AUTH_SECRET: "" }, "AUTH_SECRET is not set"],
  [{ DATABASE_URL: "" }, "DATABASE_URL is not set"],
  [
    { DATABASE_URL: "", POSTGRES_URL: "postgres://db.example.com/app" },
    "Your host has set POSTGRES_URL: set DATABASE_URL to the same value.",
  ],
  [{ DATABASE_URL: "postgres://db.example.com/app?sslmode=allow" }, "DATABASE_URL has sslmode=allow"],
  [{ AUTH_GITHUB_ID: "abc" }, "AUTH_GITHUB_SECRET is not set"],
] as [Record<string, string>, string][])
  test(`a deployment that could not start is not built: ${expected}`, { tag: "@fail-open" }, () => {
    const built = build({ VERCEL_ENV: "production", ...env })
    expect(built).toMatchObject({ status: 1, steps: [] })
    expect(built.stderr).toContain(expected)
  })
