// Pages mirror for languages that run from right to left, as long as nothing in them has a left or a right.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { sourcesIn } from "../scripts/test/imports.mjs"

const sided = new RegExp(
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
  test(`${text} has a side`, () => expect(text).toMatch(sided))

for (const text of [
  '"ms-4 text-start"',
  '"inset-x-0 end-0"',
  "whatever is left behind",
  '"rounded-card border-line"',
  "inset-inline-end: 0",
])
  test(`${text} has none`, () => expect(text).not.toMatch(sided))

test("no class and no style of the pages has a side", () => {
  const found = files.flatMap((file) =>
    readFileSync(join(import.meta.dirname, "..", file), "utf8")
      .split("\n")
      .flatMap((line, index) => (sided.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})
