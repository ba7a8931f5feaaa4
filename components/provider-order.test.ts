import { expect, test } from "@playwright/test"
import { orderProviders } from "./provider-order"

const enabled = ["zoom", "Éclair", "apple", "discord", "box", "google", "github"].map((id) => ({
  id,
  name: id,
}))

function idsOf(last?: string): string[][] {
  const { first, rest } = orderProviders(enabled, last)
  return [first, rest].map((providers) => providers.map(({ id }) => id))
}

test("favourites come first, in their own order, and the rest by name", () => {
  expect(idsOf()).toEqual([
    ["github", "google", "apple", "discord"],
    ["box", "Éclair", "zoom"],
  ])
})

test("the last used provider comes before the favourites, and only once", () => {
  expect(idsOf("zoom")).toEqual([
    ["zoom", "github", "google", "apple", "discord"],
    ["box", "Éclair"],
  ])
  expect(idsOf("discord")[0]).toEqual(["discord", "github", "google", "apple"])
})

test("a last used provider that is not enabled has no effect", () => {
  for (const id of ["gitlab", "", "__proto__", "<b>"]) expect(idsOf(id)).toEqual(idsOf())
})
