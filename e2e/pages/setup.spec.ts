// The setup pages do not exist in production.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "../support/fixtures"
import { testEnvironment } from "../support/test-environment"

for (const path of ["/setup", "/setup?q=github", "/setup/github", "/setup/unknown"])
  test(`${path} is not found in production`, async ({ visitor }) => {
    const { status, text } = await visitor.get(path)
    expect(status).toBe(404)
    expect(text).not.toContain("AUTH_GITHUB_ID")
  })

test("a browser gets no code of the setup pages in production", () => {
  const folder = join(testEnvironment().directories["e2e"] ?? "", ".next", "static")
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  )
  expect(files.length).toBeGreaterThan(0)
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8"))
  for (const words of ["Find a provider", "accepts your credentials"])
    expect(texts.filter((text) => text.includes(words))).toEqual([])
})
