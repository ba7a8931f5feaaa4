// With UPDATE_DOCS=1, the first test also writes docs/providers.md.
import { readFileSync } from "node:fs"
import { expect, test } from "@playwright/test"
import * as catalogue from "../../lib/auth/providers"
import { reasons } from "./authjs.mjs"
import { gone, governments, leftOut, unexamined, unfit } from "./left-out.mjs"
import { makePage, pageFile, writePage } from "./page.mjs"

const ids = Object.values(catalogue).map(({ id }) => id)

test("docs/providers.md agrees with the providers' files", async () => {
  if (process.env["UPDATE_DOCS"]) await writePage()
  expect(readFileSync(pageFile, "utf8")).toBe(await makePage(Object.values(catalogue)))
})

test("the page does not depend on this machine's variables", async () => {
  const own = { AUTH_GITHUB_ID: "id", AUTH_GITHUB_SECRET: "secret", AUTH_GOOGLE_KEY: "key" }
  const before = await makePage(Object.values(catalogue))
  Object.assign(process.env, own)
  try {
    expect(await makePage(Object.values(catalogue))).toBe(before)
    expect(process.env).toMatchObject(own)
  } finally {
    for (const name of Object.keys(own)) delete process.env[name]
  }
})

test("a provider that is left out has no file", () => {
  expect(Object.keys(leftOut).filter((id) => ids.includes(id))).toEqual([])
})

test("a provider is left out for one reason only", () => {
  expect(Object.keys(leftOut)).toHaveLength(
    [unfit, gone, governments, unexamined].flatMap((some) => Object.keys(some)).length,
  )
})

test("a provider that is left out has no reasons for differences from Auth.js", () => {
  expect(Object.keys(reasons).filter((id) => id in leftOut)).toEqual([])
})
