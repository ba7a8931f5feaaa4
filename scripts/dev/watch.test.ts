import { expect, test } from "@playwright/test"
import { decisiveVariables } from "./watch.mjs"

const before = { AUTH_GITHUB_ID: "one", AUTH_GITHUB_SECRET: "s", DATABASE_URL: "postgres://localhost/a" }

test("a corrected value of a real provider needs no other preparation: Next reads it", () => {
  const after = { ...before, AUTH_GITHUB_ID: "two", AUTH_OTHER_ID: "new" }
  expect(decisiveVariables(after)).toBe(decisiveVariables(before))
})

for (const [title, change] of Object.entries({
  "a provider that becomes real": { AUTH_GOOGLE_ID: "id" },
  "a provider that is no longer real": { AUTH_GITHUB_ID: "", AUTH_GITHUB_SECRET: " " },
  "another database": { DATABASE_URL: "postgres://localhost/b" },
  "another origin": { AUTH_URL: "http://localhost:4000" },
  "another list of who may sign in": { AUTH_ALLOW: "@example.com" },
  "a secret": { AUTH_SECRET: "secret" },
}))
  test(`${title} needs another preparation`, () => {
    expect(decisiveVariables({ ...before, ...change })).not.toBe(decisiveVariables(before))
  })
