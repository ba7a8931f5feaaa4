import { expect, test } from "@playwright/test"
import { readAuthorizationParams } from "./authorization-params"

const read = (fields: Record<string, unknown>) => readAuthorizationParams((name) => fields[name])

test("known parameters are read, and other form fields are ignored", () => {
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

test("an empty field is ignored", () => {
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
  ["acr_values", "x".repeat(101)],
  ["acr_values", { toString: () => "x" }],
] as const)
  test(
    `${name} is rejected with the value ${JSON.stringify(value)?.slice(0, 24)}`,
    { tag: "@malformed" },
    () => {
      expect(() => read({ [name]: value })).toThrow("invalid_request")
    },
  )
