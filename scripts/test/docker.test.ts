// The image is built from fewer files than the checkout has, and its types are checked there as well.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { importsOf, nameOf, sourcesIn } from "./imports.mjs"
import { root } from "./program.mjs"

const left = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean)

function isLeftOut(path: string): boolean {
  return left.some((pattern) =>
    pattern.startsWith("**/*")
      ? [path, `${path}.ts`].some((name) => name.endsWith(pattern.slice(4)))
      : path === nameOf(pattern) || path === pattern || path.startsWith(`${pattern}/`),
  )
}

test("what the image is built from imports nothing that .dockerignore leaves out", () => {
  const folders = ["app", "components", "lib", "messages", "scripts"]
  const built = folders.flatMap(sourcesIn).filter((file) => !isLeftOut(file) && !file.includes("/generated/"))
  const missing = built.flatMap(importsOf).filter(({ to }) => isLeftOut(to))
  expect(missing.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
})

test("files that the image copies from the checkout exist", () => {
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8")
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = ""]) => path)
  const missing = copied.filter((path) => !path.startsWith(".next/") && !existsSync(join(root, path)))
  expect(missing).toEqual([])
})
