// Rules for every provider file.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import * as catalogue from "./index"

const providers = Object.values(catalogue)
const icons = join(import.meta.dirname, "../../../public/providers")

test("every provider file is named after its provider's id and is exported by the index", () => {
  const files = readdirSync(import.meta.dirname).flatMap(
    (name) => /^(.+)(?<!\.test)\.ts$/.exec(name)?.[1] ?? [],
  )
  const ids = providers.map(({ id }) => id)
  expect(ids.toSorted()).toEqual(
    files.filter((name) => !["quirks", "index", "types"].includes(name)).toSorted(),
  )
})

test('a provider has an icon file if and only if it declares `icon`, and the file contains id="icon"', () => {
  const files = readdirSync(icons).map((name) => name.replace(".svg", ""))
  expect(files.toSorted()).toEqual(providers.flatMap(({ id, icon }) => (icon ? [id] : [])).toSorted())
  const withoutId = files.filter(
    (name) => !readFileSync(join(icons, `${name}.svg`), "utf8").includes('id="icon"'),
  )
  expect(withoutId).toEqual([])
})

/** The providers that most sites offer. */
const mostUsed =
  `amazon apple auth0 azure-ad discord facebook github gitlab google instagram keycloak linkedin
  microsoft-entra-id okta reddit slack spotify tiktok twitch twitter yahoo`.split(/\s+/)

test("icons come from Simple Icons, SVG Logos or this project, and the most used providers, unless deleted, have their brand's icon", () => {
  const sources = providers.flatMap(({ icon }) => (icon ? [icon] : []))
  expect(sources.filter((icon) => !/^([a-z0-9]+(@[\d.]+)?|logos:[a-z-]+|own)$/.test(icon))).toEqual([])
  const drawn = providers.filter(({ icon }) => icon && icon !== "own").map(({ id }) => id)
  const ids = providers.map(({ id }) => id)
  expect(mostUsed.filter((id) => ids.includes(id) && !drawn.includes(id))).toEqual([])
})

for (const { id, settings = {}, requiredOneOf = [], examples = {}, color = "#000000" } of providers)
  test(`${id}: each required setting has an example, and the colour is a hex value`, () => {
    const isGeneric = ["oauth1", "oauth2", "oidc"].includes(id)
    const required = Object.entries(settings).flatMap(([name, defaultValue]) =>
      defaultValue === null ? [name] : [],
    )
    if (!isGeneric)
      expect(Object.keys(examples).toSorted()).toEqual([...required, ...requiredOneOf].toSorted())
    expect(requiredOneOf.filter((name) => settings[name] !== "")).toEqual([])
    expect(color).toMatch(/^#[0-9a-fA-F]{6}$/)
  })
