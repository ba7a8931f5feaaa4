// Writes docs/providers.md under UPDATE_DOCS=1, and holds it against the providers' files otherwise.
import { readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import * as catalogue from "../../lib/auth/providers"
import { reasons } from "./authjs.mjs"
import { gone, leftOut, unfit } from "./left-out.mjs"
import { makePage, pageFile, writePage } from "./page.mjs"

for (const name of Object.keys(process.env)) if (name.startsWith("AUTH_")) delete process.env[name]

const ids = Object.values(catalogue).map(({ id }) => id)

test("docs/providers.md says what the providers' files say", async () => {
  if (process.env["UPDATE_DOCS"]) await writePage()
  expect(readFileSync(pageFile, "utf8")).toBe(await makePage(Object.values(catalogue)))
})

test("nothing that is left out has a file", () => {
  expect(Object.keys(leftOut).filter((id) => ids.includes(id))).toEqual([])
})

test("nothing is left out for two reasons", () => {
  expect(Object.keys(leftOut)).toHaveLength([unfit, gone].flatMap((some) => Object.keys(some)).length)
})

test("no difference from Auth.js is explained for what is left out", () => {
  expect(Object.keys(reasons).filter((id) => id in leftOut)).toEqual([])
})
