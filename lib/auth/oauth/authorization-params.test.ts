import { expect, test } from "@playwright/test"
import { readAuthorizationParams } from "./authorization-params"

const read = (asked: Record<string, unknown>) => readAuthorizationParams((name) => asked[name])

test("known wishes are read, and nothing else of the form", () => {
  expect(
    read({
      prompt: "login consent",
      login_hint: "ada@example.com",
      ui_locales: "de-CH de",
      max_age: 0,
      acr_values: "urn:a b",
      state: "x",
      redirect_uri: "https://evil.example",
      __proto__: null,
    }),
  ).toEqual({
    prompt: "login consent",
    login_hint: "ada@example.com",
    ui_locales: "de-CH de",
    max_age: "0",
    acr_values: "urn:a b",
  })
})

test("an empty field asks for nothing", () => {
  expect(read({ prompt: "", login_hint: null, max_age: undefined })).toEqual({})
})

for (const [name, value] of [
  ["prompt", "none login"],
  ["prompt", "delete"],
  ["prompt", ["login"]],
  ["login_hint", "x".repeat(201)],
  ["login_hint", "a\r\nb"],
  ["max_age", "-1"],
  ["max_age", "1.5"],
  ["max_age", "1e3"],
  ["max_age", Number.NaN],
  ["ui_locales", "de;q=1"],
  ["acr_values", "x".repeat(33)],
  ["acr_values", { toString: () => "x" }],
] as const)
  test(`${name} cannot be ${JSON.stringify(value)?.slice(0, 24)}`, { tag: "@malformed" }, () => {
    expect(() => read({ [name]: value })).toThrow("invalid_request")
  })
