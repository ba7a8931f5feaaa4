import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "@playwright/test"
import { root } from "../test/program.mjs"
import { checkHeaders } from "./headers.mjs"
import { contactCheck } from "./site.mjs"

const origin = "https://app.test"
const own = `Contact: mailto:security@app.test
Expires: ${new Date(Date.now() + 86_400_000).toISOString()}
`

/** The results of the check for a site that answers with a text. */
async function check(text: string, { status = 200, at = origin } = {}) {
  const response = { status, text, headers: new Headers(), location: "", cookies: [] }
  const request = Object.assign(async () => response, { isLoopback: false })
  return (await contactCheck(request, at)).map(({ result, detail }) => `${result}: ${detail}`)
}

test("a complete security.txt passes", async () => {
  expect(await check(own)).toEqual([expect.stringMatching(/^ok: until 20/)])
})

test("a template, an expired date and a missing contact are reported", async () => {
  expect(await check(own.replace("app.test", "example.com"))).toEqual(["warn: is a template"])
  expect(await check("Expires: 2020-01-01T00:00:00Z")).toEqual(["warn: has no Contact, has expired"])
  expect(await check("Contact: mailto:security@app.test")).toEqual(["warn: has expired"])
})

test("a site without the file, or on this machine, is not checked", async () => {
  expect(await check("Not found", { status: 404 })).toEqual([])
  expect(await check(own.replace("app.test", "example.com"), { at: "http://localhost:3000" })).toEqual([])
})

test("the file of this checkout has the required fields", () => {
  const path = join(root, "public/.well-known/security.txt")
  test.skip(!existsSync(path), "the owner has deleted it")
  const text = readFileSync(path, "utf8")
  expect(text).toMatch(/^Contact: (mailto:|https:\/\/|tel:)\S+$/m)
  expect(text).toMatch(/^Expires: \d{4}-\d\d-\d\dT\S+$/m)
})

for (const [policy, problem] of [
  ["strict-origin-when-cross-origin", null],
  ["no-referrer, strict-origin-when-cross-origin", null],
  ["unsafe-url, same-origin, unknown-policy", null],
  ["strict-origin-when-cross-origin, no-referrer", /^referrer-policy is no-referrer in the end/],
  ["no-referrer", /^referrer-policy is no-referrer:/],
  ["strict-origin, unsafe-url", /^referrer-policy is unsafe-url in the end/],
  ["", /^referrer-policy is missing/],
  ["unknown-policy", /^referrer-policy is missing/],
] as const)
  test(`Referrer-Policy "${policy}" is ${problem ? "a problem" : "accepted"}`, () => {
    const headers = new Headers({ "referrer-policy": policy })
    const page = { status: 200, headers, text: "", location: "", cookies: [] }
    const details = checkHeaders(page, { origin, isDevelopment: false }).map(({ detail }) => detail)
    const found = details.find((detail) => detail.startsWith("referrer-policy"))
    if (problem) expect(found).toMatch(problem)
    else expect(found).toBeUndefined()
  })
