// The image is built without the files in .dockerignore, and the build checks types.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { git } from "./copies.mjs"
import { importsOf, nameOf, sourcesIn } from "./imports.mjs"
import { root } from "./program.mjs"

const patterns = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean)

function isIgnored(path: string): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith("**/*")
      ? [path, `${path}.ts`].some((name) => name.endsWith(pattern.slice(4)))
      : path === nameOf(pattern) || path === pattern || path.startsWith(`${pattern}/`),
  )
}

test("files of the image import no file that .dockerignore leaves out", () => {
  const folders = ["app", "components", "lib", "messages", "scripts"]
  const built = folders.flatMap(sourcesIn).filter((file) => !isIgnored(file) && !file.includes("/generated/"))
  const missing = built.flatMap(importsOf).filter(({ to }) => isIgnored(to))
  expect(missing.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

/** The paths in the checkout that the image has. */
function copiedBy(dockerfile: string): string[] {
  const lines = [...dockerfile.matchAll(/^COPY --from=build (.+) \S+$/gm)].map(([, paths = ""]) => paths)
  return lines.flatMap((paths) => paths.split(" ").map((path) => path.replace("/app/", "")))
}

test("files that the image copies from the checkout exist", () => {
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8")
  const copied = copiedBy(dockerfile)
  const missing = copied.filter((path) => !path.startsWith(".next/") && !existsSync(join(root, path)))
  expect(missing).toEqual([])
})

test("the image has all files and packages that its commands import, and no other scripts", () => {
  const copied = copiedBy(readFileSync(join(root, "Dockerfile"), "utf8"))
  const isCopied = (path: string) => copied.some((one) => path === one || path.startsWith(`${one}/`))
  const reached = new Set<string>()
  const packages = new Set<string>()
  const follow = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const { to, typeOnly, onDemand } of importsOf(file)) {
      // The doctor checks providers of the environment, so it loads no connection.
      if (typeOnly || (onDemand && file === "lib/auth/connection-access.ts")) continue
      const found = [".mjs", ".ts", "/index.ts"]
        .map((end) => to + end)
        .find((path) => existsSync(join(root, path)))
      if (found) follow(found)
      else packages.add(to)
    }
  }
  // The doctor, which an owner may have deleted, loads the others by their names.
  const doctor = [
    "scripts/doctor.mjs",
    "lib/auth/clients.ts",
    "lib/auth/diagnostics/environment.ts",
    "lib/auth/diagnostics/provider.ts",
  ]
  for (const file of ["scripts/db.mjs", ...doctor.filter((path) => existsSync(join(root, path)))])
    follow(file)
  expect([...reached].filter((file) => !isCopied(file))).toEqual([])
  const scripts = copied.filter((path) => path.startsWith("scripts/"))
  expect(scripts.filter((path) => ![...reached].some((file) => `${file}/`.startsWith(`${path}/`)))).toEqual(
    [],
  )
  // Next traces those that stay packages in its output.
  const traced = ["pg", "react", "next", "@prisma/client", "server-only"]
  const missing = [...packages].filter((name) => !traced.includes(name) && !isCopied(`node_modules/${name}`))
  expect(missing).toEqual([])
})

const secrets = [
  ".env",
  ".env.local",
  ".env.production",
  "AuthKey_1.p8",
  "server.key",
  "server.crt",
  "store.pfx",
]

test(
  "variables, keys and certificates are neither committed nor part of the image",
  { tag: "@leak" },
  async () => {
    // A repository of its own, because a checkout may have been downloaded without one.
    const repository = mkdtempSync(join(tmpdir(), "portico-ignore-"))
    try {
      cpSync(join(root, ".gitignore"), join(repository, ".gitignore"))
      for (const name of [...secrets, ".env.example"]) writeFileSync(join(repository, name), "")
      await git(repository, "init", "--quiet")
      const listed = await git(repository, "ls-files", "--others", "--exclude-standard")
      expect(listed.trim().split("\n")).toEqual([".env.example", ".gitignore"])
    } finally {
      rmSync(repository, { recursive: true })
    }
    const anywhere = patterns
      .filter((pattern) => pattern.startsWith("**/"))
      .map((pattern) => pattern.slice(3))
    const isLeftOut = (name: string) =>
      anywhere.some((glob) => new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(name))
    expect(secrets.filter((name) => !isLeftOut(name))).toEqual([])
  },
)

test("the actions of CI and the base image are pinned by digest", { tag: "@dependencies" }, () => {
  const linesOf = (file: string, start: RegExp) => {
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : ""
    return text.split("\n").filter((line) => start.test(line))
  }
  const actions = linesOf(".github/workflows/ci.yml", /\buses: actions\//)
  expect(actions.filter((line) => !/@[\da-f]{40}( |$)/.test(line))).toEqual([])
  const bases = linesOf("Dockerfile", /^FROM /)
  expect(bases.filter((line) => !/@sha256:[\da-f]{64}( |$)/.test(line))).toEqual([])
})
