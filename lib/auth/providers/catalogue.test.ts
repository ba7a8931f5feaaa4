// What holds for every file of the catalogue, whatever the provider.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import * as catalogue from "./index"

const providers = Object.values(catalogue)
const marks = join(import.meta.dirname, "../../../public/providers")

test("every file is exported, under its provider's id", () => {
  const files = readdirSync(import.meta.dirname).flatMap(
    (name) => /^(.+)(?<!\.test)\.ts$/.exec(name)?.[1] ?? [],
  )
  const ids = providers.map(({ id }) => id)
  expect(ids.toSorted()).toEqual(
    files.filter((name) => !["dialect", "index", "types"].includes(name)).toSorted(),
  )
})

test("a provider has a mark exactly where it says whence, and the mark can be drawn", () => {
  const files = readdirSync(marks).map((name) => name.replace(".svg", ""))
  expect(files.toSorted()).toEqual(providers.flatMap(({ id, icon }) => (icon ? [id] : [])).toSorted())
  const undrawable = files.filter(
    (name) => !readFileSync(join(marks, `${name}.svg`), "utf8").includes('id="mark"'),
  )
  expect(undrawable).toEqual([])
})

for (const { id, settings = {}, examples = {}, color = "#000000" } of providers)
  test(`${id}: what the owner must set has an example, and the colour is one`, () => {
    const isGeneric = ["oauth1", "oauth2", "oidc"].includes(id)
    const required = Object.entries(settings).flatMap(([name, byDefault]) =>
      byDefault === null ? [name] : [],
    )
    if (!isGeneric) expect(Object.keys(examples).toSorted()).toEqual(required.toSorted())
    expect(color).toMatch(/^#[0-9a-fA-F]{6}$/)
  })
