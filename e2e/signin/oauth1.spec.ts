// Signing in by OAuth 1.0a, against the local server that plays X.
import { choosePersona, expect, test } from "../support/fixtures"
import { begin, expectRefused, expectSignedIn, whoAmI } from "../support/flow"
import type { Visitor } from "../support/visitor"

const id = "twitter-legacy"

/** Agrees as a persona on the provider's page. Returns where it leads: our callback. */
async function choose(visitor: Visitor, authorization: string, persona = "member"): Promise<URL> {
  const { origin, searchParams } = new URL(authorization)
  const form = { ...Object.fromEntries(searchParams), persona }
  const { location } = await visitor.request("POST", `${origin}/oauth/choose`, { form })
  return new URL(location)
}

test("a visitor signs in with X and lands on the dashboard", async ({ page, records }) => {
  await page.goto("/signin?callbackUrl=%2Fdashboard%3Ftab%3D2")
  await page.getByRole("button", { name: "Continue with X" }).click()
  await choosePersona(page, "member")
  await expect(page).toHaveURL("/dashboard?tab=2")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  // X never says that it verified an address.
  await expect(page.getByText("not verified")).toBeVisible()
  const sql = 'SELECT "type", "providerAccountId", "access_token", "extra" FROM "Account"'
  const [account] = await records.query(sql)
  expect(account).toMatchObject({ type: "oauth1", providerAccountId: "1500000000000000001" })
  for (const sealed of [account?.["access_token"], account?.["extra"]])
    expect(sealed).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(await records.activity()).toEqual([{ event: "signed_in", provider: id, error: null }])
})

test("a visitor who declines at X is told so and can try again", async ({ page, records }) => {
  await page.goto("/signin?callbackUrl=%2Fdashboard%3Ftab%3D2")
  await page.getByRole("button", { name: "Continue with X" }).click()
  await choosePersona(page, "deny")
  await expect(page.getByRole("alert").filter({ hasText: "access was declined" })).toBeVisible()
  expect(await records.activity()).toEqual([{ event: "refused", provider: id, error: "access_denied" }])
  await page.getByRole("button", { name: "Continue with X" }).click()
  await choosePersona(page, "admin")
  await expect(page).toHaveURL("/dashboard?tab=2")
})

test(
  "a callback can be answered once, also with a copy of its cookie",
  { tag: "@replay" },
  async ({ visitor, app, records }) => {
    const callback = await choose(visitor, await begin(visitor, id))
    const copy = visitor.copy()
    expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
    expectRefused(await visitor.get(callback.href), "attempt_missing", 400)
    expectRefused(await copy.get(callback.href), "token_refused", 502)
    expect(await records.count("Session")).toBe(1)
  },
)

test("a callback means nothing to another browser", { tag: "@state" }, async ({ visitor }) => {
  const callback = await choose(visitor, await begin(visitor, id))
  const other = visitor.copy()
  other.cookies.clear()
  expectRefused(await other.get(callback.href), "attempt_missing", 400)
})

test(
  "tabs finish in the other order, and none with the token of another",
  { tag: "@mix-up" },
  async ({ visitor, app }) => {
    const begun = [await begin(visitor, id), await begin(visitor, id), await begin(visitor, id)]
    const [one, two, three] = await Promise.all(begun.map((authorization) => choose(visitor, authorization)))
    if (!one || !two || !three) throw new Error("three were begun")
    const swapped = new URL(one)
    swapped.searchParams.set("oauth_token", three.searchParams.get("oauth_token") ?? "")
    swapped.searchParams.set("oauth_verifier", three.searchParams.get("oauth_verifier") ?? "")
    expectRefused(await visitor.get(swapped.href), "answer_invalid", 400)
    expectRefused(await visitor.get(one.href), "attempt_missing", 400)
    expectSignedIn(await visitor.get(three.href), `${app.origin}/dashboard`)
    expectSignedIn(await visitor.get(two.href), `${app.origin}/dashboard`)
  },
)

for (const { title, twist, code, status } of [
  {
    title: "without a verifier",
    twist: (answer: URLSearchParams) => answer.delete("oauth_verifier"),
    code: "answer_invalid",
    status: 400,
  },
  {
    title: "with a guessed verifier",
    twist: (answer: URLSearchParams) => answer.set("oauth_verifier", "guessed"),
    code: "token_refused",
    status: 502,
  },
  {
    title: "without state",
    twist: (answer: URLSearchParams) => answer.delete("state"),
    code: "attempt_missing",
    status: 400,
  },
])
  test(`an answer ${title} signs nobody in`, { tag: "@stripped-check" }, async ({ visitor, records }) => {
    const callback = await choose(visitor, await begin(visitor, id))
    twist(callback.searchParams)
    expectRefused(await visitor.get(callback.href), code, status)
    expect(await whoAmI(visitor)).toBeNull()
    expect(await records.count("User")).toBe(0)
  })

test(
  "a foreign destination is not followed, by OAuth 1.0 either",
  { tag: ["@open-redirect", "@GHSA-q2mx-j4x2-2h74"] },
  async ({ visitor, app }) => {
    for (const callbackUrl of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
    ]) {
      const callback = await choose(visitor, await begin(visitor, id, { callbackUrl }))
      expect((await visitor.get(callback.href)).location).toBe(`${app.origin}/dashboard`)
    }
  },
)

test("the attempt's cookie stays under 600 bytes with the longest destination", async ({ visitor }) => {
  const callbackUrl = `/dashboard?${"x".repeat(200 - "/dashboard?".length)}`
  const callback = await choose(visitor, await begin(visitor, id, { callbackUrl }))
  const [cookie] = visitor.cookiesNamed("attempt-")
  expect(cookie?.value.length).toBeGreaterThan(400)
  // Over https the name starts with `__Host-` instead of ending in a port of five digits.
  expect(`${cookie?.name}=${cookie?.value}`.length + 1).toBeLessThanOrEqual(600)
  expect((await visitor.get(callback.href)).location).toMatch(new RegExp(`${callbackUrl.slice(11)}$`))
})
