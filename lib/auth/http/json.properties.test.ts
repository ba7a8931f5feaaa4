import { expect, test } from "@playwright/test"
import fc from "fast-check"
import { parseJson } from "./json"

const options = { stringUnit: "binary", depthSize: "medium" } as const

test("JSON is what JSON.parse makes of it", { tag: "@malformed" }, () => {
  fc.assert(
    fc.property(fc.json(options), (json) => {
      const parsed: unknown = JSON.parse(json, (_, value: unknown) =>
        typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 1e15 ? "large" : value,
      )
      const ours = JSON.stringify(parseJson(json), (_, value: unknown) =>
        (typeof value === "number" && Number.isInteger(value) && Math.abs(value) > 1e15) ||
        (typeof value === "string" && /^-?\d{16,}$/.test(value))
          ? "large"
          : value,
      )
      expect(JSON.parse(ours)).toEqual(JSON.parse(JSON.stringify(parsed)))
    }),
  )
})

test("whole numbers of any size stay exact, wherever they stand", { tag: "@identity" }, () => {
  const space = fc.constantFrom("", " ", "\n\t")
  const text = fc.string({ unit: "binary" })
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), text, space, (number, name, gap) => {
      const json = `{"id":${gap}${number}${gap},"list":[${number},${gap}{"in":${number}}],"said":${JSON.stringify(`${name}:${number},`)}}`
      const exact =
        number <= Number.MAX_SAFE_INTEGER && number >= Number.MIN_SAFE_INTEGER
          ? Number(number)
          : String(number)
      expect(parseJson(json)).toEqual({ id: exact, list: [exact, { in: exact }], said: `${name}:${number},` })
    }),
  )
})

test("9007199254740993 is not 9007199254740992", { tag: "@identity" }, () => {
  expect(parseJson('{"id":9007199254740993}')).toEqual({ id: "9007199254740993" })
})

test("what is no JSON is undefined", { tag: "@malformed" }, () => {
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
  "JSON that breaks off within a text is given up at once, and not looked at from each quote",
  {
    tag: "@malformed",
  },
  () => {
    const start = performance.now()
    for (const piece of ['\\"', '"', "\\", '"\\', '{"a":', "9".repeat(17)])
      expect(parseJson(`["${piece.repeat(60_001)}`)).toBeUndefined()
    // It took half a minute, and time grew with the square of the length.
    expect(performance.now() - start).toBeLessThan(10_000)
  },
)

test("a name like __proto__ is a name and nothing more", { tag: "@malformed" }, () => {
  const parsed = parseJson(
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"id":1234567890123456789}',
  )
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
  expect(Object.hasOwn({ ...Object(parsed) }, "__proto__")).toBe(true)
  expect(Object(parsed).admin).toBeUndefined()
  expect(Object({}).admin).toBeUndefined()
})
