// An attempt belongs to one browser, one provider and one state, and does not affect other attempts.
import { expect, test, Visitor } from "../support/fixtures"
import { approve, begin, expectError, expectSignedIn } from "../support/flow"

test.use({ providerSet: "hostile" })

test("sign-ins in ten tabs succeed in any order", async ({ visitor, app, records }) => {
  const tabs = await Promise.all(
    Array.from({ length: 10 }, (_, tab) =>
      begin(visitor, tab % 2 ? "oidc" : "oauth2", { callbackUrl: `/?tab=${tab}` }),
    ),
  )
  for (const tab of [3, 0, 9, 5, 1, 8, 2, 7, 6, 4]) {
    const response = await visitor.get(await approve(visitor, tabs[tab] ?? ""))
    expectSignedIn(response, `${app.origin}/?tab=${tab}`)
  }
  expect(await records.count("Session"), "a sign-in replaces the browser's older session").toBe(1)
  expect(visitor.cookiesNamed("attempt-")).toEqual([])
})

test(
  "many started sign-ins keep the cookies small, and the newest one works",
  { tag: "@malformed" },
  async ({ visitor, app }) => {
    let newest = ""
    for (let count = 0; count < 20; count++)
      newest = await begin(visitor, "oidc", { callbackUrl: `/?${"x".repeat(190)}` })
    const attempts = visitor.cookiesNamed("attempt-")
    const bytes = attempts.map(({ name, value }) => name.length + value.length + 3)
    expect(attempts.length).toBeLessThanOrEqual(12)
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(7_000)
    expect(Math.max(...bytes)).toBeLessThanOrEqual(900)
    expectSignedIn(await visitor.get(await approve(visitor, newest)), `${app.origin}/?${"x".repeat(190)}`)
  },
)

test("twelve attempts with an ordinary destination fit into 7 kB, and each of them works", async ({
  visitor,
}) => {
  const started: string[] = []
  for (let count = 0; count < 12; count++)
    started.push(await begin(visitor, "oidc", { callbackUrl: "/dashboard?tab=settings" }))
  const attempts = visitor.cookiesNamed("attempt-")
  expect(attempts).toHaveLength(12)
  const bytes = attempts.map(({ name, value }) => name.length + value.length + 3)
  expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(7_000)
  for (const authorization of started)
    expect((await visitor.get(await approve(visitor, authorization))).status).toBe(303)
})

test(
  "an attempt that was started with one provider is rejected at another",
  { tag: ["@mix-up", "@GHSA-x445-f3h2-j279"] },
  async ({ visitor, records }) => {
    const callback = await approve(visitor, await begin(visitor, "oidc"))
    expectError(await visitor.get(callback.replace("/oidc/", "/oauth2/")), "attempt_mismatch", 400)
    expectError(await visitor.get(callback), "attempt_missing", 400)
    expect(await records.count("User")).toBe(0)
  },
)

test("a callback in another browser is rejected", { tag: "@state" }, async ({ visitor, app, records }) => {
  const callback = await approve(visitor, await begin(visitor, "oidc"))
  expectError(await new Visitor(app.origin).get(callback), "attempt_missing", 400)
  expect(await records.count("Session")).toBe(0)
})

test(
  "a callback with another state is rejected",
  { tag: ["@state", "@GHSA-wxw3-q3m9-c3jr", "@GHSA-fg6f-75jq-6523"] },
  async ({ visitor }) => {
    const callback = new URL(await approve(visitor, await begin(visitor, "oidc")))
    callback.searchParams.set("state", "x".repeat(43))
    expectError(await visitor.get(callback.href), "attempt_missing", 400)
  },
)

test("a callback with two states is rejected", { tag: "@state" }, async ({ visitor }) => {
  const callback = new URL(await approve(visitor, await begin(visitor, "oidc")))
  callback.searchParams.append("state", "another")
  expectError(await visitor.get(callback.href), "answer_invalid", 400)
})
