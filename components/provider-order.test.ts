import { expect, test } from "@playwright/test"
import { arrange } from "./provider-order"

const enabled = ["zoom", "Éclair", "apple", "discord", "box", "google", "github"].map((id) => ({
  id,
  name: id,
}))

function idsOf(last?: string): string[][] {
  const { first, rest } = arrange(enabled, last)
  return [first, rest].map((some) => some.map(({ id }) => id))
}

test("favourites come first, in their own order, and the rest by name", () => {
  expect(idsOf()).toEqual([
    ["github", "google", "apple", "discord"],
    ["box", "Éclair", "zoom"],
  ])
})

test("the last used one comes before the favourites, and once", () => {
  expect(idsOf("zoom")).toEqual([
    ["zoom", "github", "google", "apple", "discord"],
    ["box", "Éclair"],
  ])
  expect(idsOf("discord")[0]).toEqual(["discord", "github", "google", "apple"])
})

test("a last used one that is not enabled changes nothing", () => {
  for (const junk of ["gitlab", "", "__proto__", "<b>"]) expect(idsOf(junk)).toEqual(idsOf())
})
