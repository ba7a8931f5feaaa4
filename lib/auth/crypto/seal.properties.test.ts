import { expect, test } from "@playwright/test"
import "../../environment.fixture"
import fc from "fast-check"
import { open, seal, type Purpose } from "./seal"

const purposes = fc.constantFrom<Purpose[]>("attempt", "answer", "token")
const characters = fc.constantFrom(..."ABCXYZabcxyz0189-_.=+/ ~%é\0🌻".split(""))
const values = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())))

test(
  "a sealed value with one changed character does not open",
  { tag: ["@sealed-purpose", "@signing-oracle"] },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        purposes,
        values,
        fc.nat(),
        characters,
        fc.nat(2),
        async (purpose, value, seed, character, change) => {
          const sealed = await seal(purpose, value)
          const at = seed % sealed.length
          const changed =
            sealed.slice(0, at) + (change === 2 ? "" : character) + sealed.slice(change === 1 ? at : at + 1)
          fc.pre(!isSame(sealed, changed))
          expect(await open(purpose, changed)).toBeNull()
        },
      ),
      { numRuns: 500 },
    )
  },
)

test("a combination of parts of two sealed values does not open", { tag: "@sealed-purpose" }, async () => {
  const sources = fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }).filter((from) => new Set(from).size > 1)
  await fc.assert(
    fc.asyncProperty(purposes, purposes, sources, async (one, other, from) => {
      const first = (await seal(one, { a: 1 })).split("..")
      const second = (await seal(other, { b: 2 })).split("..")
      const mixed = from.map((source, part) => (source ? second : first)[part]).join("..")
      fc.pre(mixed !== first.join("..") && mixed !== second.join(".."))
      for (const purpose of [one, other]) expect(await open(purpose, mixed)).toBeNull()
    }),
  )
})

test("a text that was never sealed does not open", { tag: ["@sealed-purpose", "@malformed"] }, async () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.string({ unit: "binary" }),
    fc.json().map((json) => btoa(escape(json))),
  )
  const garbage = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part, { maxLength: 7 }).map((it) => it.join("..")),
  )
  await fc.assert(
    fc.asyncProperty(purposes, garbage, async (purpose, text) =>
      expect(await open(purpose, text)).toBeNull(),
    ),
  )
})

test("an opened value equals the value that was sealed", { tag: "@sealed-purpose" }, async () => {
  await fc.assert(
    fc.asyncProperty(purposes, values, async (purpose, value) => {
      expect(await open(purpose, await seal(purpose, value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

/** The last bits of a base64url text may be unused, so two texts can have the same bytes. */
function isSame(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString("hex"))
      .join()
  return bytes(one) === bytes(other)
}
