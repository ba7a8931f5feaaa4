import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { isRecord } from "../shape"
import { parseJson } from "./json"

const options = { stringUnit: "binary", depthSize: "medium" } as const

test(
  "parseJson returns the same value as JSON.parse, except for large numbers",
  { tag: "@malformed" },
  () => {
    fc.assert(
      fc.property(fc.json(options), (json) => {
        const parsed: unknown = JSON.parse(json, (_, value: unknown) =>
          typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 1e15 ? "large" : value,
        )
        const actual = JSON.stringify(parseJson(json), (_, value: unknown) =>
          (typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 1e15) ||
          (typeof value === "string" && /^-?\d{16,}$/.test(value))
            ? "large"
            : value,
        )
        expect(JSON.parse(actual)).toEqual(JSON.parse(JSON.stringify(parsed)))
      }),
    )
  },
)

test("integers of any size stay exact at any position", { tag: "@identity" }, () => {
  const space = fc.constantFrom("", " ", "\n\t")
  const text = fc.string({ unit: "binary" })
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), text, space, (number, name, gap) => {
      const json = `{"id":${gap}${number}${gap},"list":[${number},${gap}{"in":${number}}],"text":${JSON.stringify(`${name}:${number},`)}}`
      const exact =
        number <= Number.MAX_SAFE_INTEGER && number >= Number.MIN_SAFE_INTEGER
          ? Number(number)
          : String(number)
      expect(parseJson(json)).toEqual({ id: exact, list: [exact, { in: exact }], text: `${name}:${number},` })
    }),
  )
})

test("9007199254740993 is not rounded to 9007199254740992", { tag: "@identity" }, () => {
  expect(parseJson('{"id":9007199254740993}')).toEqual({ id: "9007199254740993" })
})

test("invalid JSON is undefined", { tag: "@malformed" }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const isJson = (() => {
        try {
          return JSON.parse(text) !== undefined
        } catch {
          return false
        }
      })()
      expect(parseJson(text) !== undefined).toBe(isJson)
    }),
  )
})

test(
  "JSON that ends within a string is rejected in linear time",
  {
    tag: "@malformed",
  },
  () => {
    const start = performance.now()
    for (const piece of ['\\"', '"', "\\", '"\\', '{"a":', "9".repeat(17)])
      expect(parseJson(`["${piece.repeat(60_001)}`)).toBeUndefined()
    // An earlier version took half a minute: its time grew with the square of the length.
    expect(performance.now() - start).toBeLessThan(10_000)
  },
)

test("a field named __proto__ does not change the prototype", { tag: "@malformed" }, () => {
  const parsed = parseJson(
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"id":1234567890123456789}',
  )
  if (!isRecord(parsed)) throw new Error("the value is not an object")
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
  expect(Object.hasOwn({ ...parsed }, "__proto__")).toBe(true)
  expect(parsed.admin).toBeUndefined()
  expect({}).not.toHaveProperty("admin")
})
