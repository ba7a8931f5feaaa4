import { expect, test } from "@playwright/test"
import { realProviders, summarize } from "./summary.mjs"

const setting = {
  port: 3000,
  url: "http://localhost:3000",
  database: "embedded",
  emulated: [],
  hasSetup: true,
}

test("a provider is real if its variable is set and not empty", () => {
  const env = {
    AUTH_GITHUB_ID: "id",
    AUTH_GOOGLE_ID: "",
    AUTH_OAUTH2_PROFILE_ID: "id",
    AUTH_OIDC_KEY_ID: "id",
    AUTH_OIDC_ACME_ID: "id",
    AUTH_TWO_WORDS_ID_ID: "id",
  }
  expect(realProviders(env)).toEqual(["github", "oidc-acme", "two-words-id"])
})

test("a provider without a line in the index is listed as unknown", () => {
  const text = summarize({ ...setting, real: ["acme", "github"], unknown: ["acme"] })
  expect(text).toMatch(/Real +github$/m)
  expect(text).toMatch(/Unknown +acme: has variables, but no line in lib\/auth\/providers\/index\.ts$/m)
})

test("the summary says that the test users may sign in besides AUTH_ALLOW", () => {
  const text = summarize({ ...setting, real: [], unknown: [], allowed: "@acme.com" })
  expect(text).toMatch(/Allowed +@acme.com and the test users/)
})

test("an app at a public address says why it has no test users", () => {
  const tunnel = { ...setting, url: "https://app.ngrok.app", real: [], unknown: [] }
  expect(summarize(tunnel)).toMatch(/App +https:\/\/app.ngrok.app, served here at http:\/\/localhost:3000$/m)
  expect(summarize(tunnel)).toMatch(/Emulated +none: at a public address anyone could use the test users/)
  expect(summarize({ ...setting, real: [], unknown: [] })).not.toContain("Emulated")
})

test("without real providers the summary names the setup page, or .env.example if there is no such page", () => {
  const none = { ...setting, real: [], unknown: [] }
  expect(summarize(none)).toContain("none yet; http://localhost:3000/setup has")
  expect(summarize({ ...none, hasSetup: false })).toContain("none yet; .env.example has")
})
