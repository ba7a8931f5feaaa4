// Pages mirror for right-to-left languages as long as classes and styles use logical properties: start and end, not left and
// right.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { sourcesIn } from "../scripts/test/imports.mjs"

const physicalSide = new RegExp(
  [
    // Classes.
    /(?<![\w-])-?(?:(?:scroll-)?[mp][lr]|left|right|translate-x)-[\w[(]/,
    /(?<![\w-])(?:rounded-(?:[lr]|[tb][lr])|border-[lr]|(?:text|float|clear|origin)-(?:left|right))\b/,
    // Declarations.
    /\b(?:left|right)\s*:|:\s*(?:left|right)\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
)

const files = ["app", "components"]
  .flatMap(sourcesIn)
  .filter((file) => !file.endsWith(".test.ts"))
  .concat("app/globals.css")

for (const text of [
  '"ml-4"',
  '"sm:-mr-2 flex"',
  "`right-0`",
  '"hover:text-left"',
  '"rounded-tl-card"',
  "left: 0;",
  "margin-left: 1px",
  "text-align: right",
])
  test(`${text} names a physical side`, () => expect(text).toMatch(physicalSide))

for (const text of [
  '"ms-4 text-start"',
  '"inset-x-0 end-0"',
  "what is left behind",
  '"rounded-card border-line"',
  "inset-inline-end: 0",
])
  test(`${text} names no physical side`, () => expect(text).not.toMatch(physicalSide))

test("the pages' classes and styles name no physical side", () => {
  const found = files.flatMap((file) =>
    readFileSync(join(import.meta.dirname, "..", file), "utf8")
      .split("\n")
      .flatMap((line, index) => (physicalSide.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})
