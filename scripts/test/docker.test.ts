// The image is built without the files in .dockerignore, and the build checks types.
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
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

test("files that the image copies from the checkout exist", () => {
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8")
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = ""]) => path)
  const missing = copied.filter((path) => !path.startsWith(".next/") && !existsSync(join(root, path)))
  expect(missing).toEqual([])
})
