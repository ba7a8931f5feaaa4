import { expect, test } from "@playwright/test"
import { integer, isRecord, listOf, literal, optional, record, text, type Check } from "./shape"

const person = record<{ name: string; age?: number | undefined }>({ name: text, age: optional(integer) })

for (const [title, check, value, matches] of [
  ["an object with every field", person, { name: "Ada", age: 36 }, true],
  ["an object without an optional field", person, { name: "Ada" }, true],
  ["an object with a further field", person, { name: "Ada", role: "ADMIN" }, true],
  ["an object without a field", person, { age: 36 }, false],
  ["an object with a field of another type", person, { name: ["Ada"] }, false],
  ["an object with an optional field of another type", person, { name: "Ada", age: "36" }, false],
  ["an object with null for an optional field", person, { name: "Ada", age: null }, false],
  ["a list in place of an object", person, [["name", "Ada"]], false],
  ["null in place of an object", person, null, false],
  ["a fraction in place of an integer", integer, 1.5, false],
  ["an integer that is not exactly representable", integer, 2 ** 53, false],
  ["one of the literals", literal("a", "b"), "b", true],
  ["a text that is none of the literals", literal("a", "b"), "c", false],
  ["a list of texts", listOf(text), ["a", "b"], true],
  ["a list with a number in place of a text", listOf(text), ["a", 1], false],
  ["a text in place of a list", listOf(text), "ab", false],
  ["an object for `isRecord`", isRecord, {}, true],
  ["a list for `isRecord`", isRecord, [], false],
  ["null for `isRecord`", isRecord, null, false],
] as [string, Check<unknown>, unknown, boolean][])
  test(`${title} ${matches ? "has" : "does not have"} the shape`, { tag: "@malformed" }, () => {
    expect(check(value)).toBe(matches)
  })
