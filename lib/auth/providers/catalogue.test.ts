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
    files.filter((name) => !["quirks", "index", "types"].includes(name)).toSorted(),
  )
})

test("a provider has a mark exactly where it says whence, and the mark can be drawn", () => {
  const files = readdirSync(marks).map((name) => name.replace(".svg", ""))
  expect(files.toSorted()).toEqual(providers.flatMap(({ id, icon }) => (icon ? [id] : [])).toSorted())
  const undrawable = files.filter(
    (name) => !readFileSync(join(marks, `${name}.svg`), "utf8").includes('id="icon"'),
  )
  expect(undrawable).toEqual([])
})

/** Those that most sites offer. */
const mostUsed =
  `amazon apple auth0 azure-ad discord facebook github gitlab google instagram keycloak linkedin
  microsoft-entra-id okta reddit slack spotify tiktok twitch twitter yahoo`.split(/\s+/)

test("marks are from sources that docs/provider-icons.md names, and those of the most used are the brands' own", () => {
  const sources = providers.flatMap(({ icon }) => (icon ? [icon] : []))
  expect(sources.filter((icon) => !/^([a-z0-9]+(@[\d.]+)?|logos:[a-z-]+|own)$/.test(icon))).toEqual([])
  const drawn = providers.filter(({ icon }) => icon && icon !== "own").map(({ id }) => id)
  expect(mostUsed.filter((id) => !drawn.includes(id))).toEqual([])
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
