// Sign-ins with OAuth 1.0a, against the local identity server for X.
import { choosePersona, expect, test } from "../support/fixtures"
import { begin, currentUser, expectError, expectSignedIn } from "../support/flow"
import type { Visitor } from "../support/visitor"

const id = "twitter-legacy"

/** Chooses a persona on the provider's page. Returns the callback URL that it redirects to. */
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
  // X does not report whether it verified an address.
  await expect(page.getByText("not verified")).toBeVisible()
  const sql = 'SELECT "type", "providerAccountId", "access_token", "extra" FROM "Account"'
  const [account] = await records.query(sql)
  expect(account).toMatchObject({ type: "oauth1", providerAccountId: "1500000000000000001" })
  for (const sealed of [account?.["access_token"], account?.["extra"]])
    expect(sealed).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(await records.activity()).toEqual([{ event: "signed_in", provider: id, error: null }])
})

test("a visitor who denies access at X sees an error and can try again", async ({ page, records }) => {
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
  "a callback works once, also with a copy of its cookie",
  { tag: "@replay" },
  async ({ visitor, app, records }) => {
    const callback = await choose(visitor, await begin(visitor, id))
    const copy = visitor.copy()
    expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
    // The user is signed in already, so the same callback only leads on.
    expectSignedIn(await visitor.get(callback.href), `${app.origin}/dashboard`)
    expectError(await copy.get(callback.href), "token_refused", 502)
    expect(await records.count("Session")).toBe(1)
  },
)

test("a callback in another browser is rejected", { tag: "@state" }, async ({ visitor }) => {
  const callback = await choose(visitor, await begin(visitor, id))
  const other = visitor.copy()
  other.cookies.clear()
  expectError(await other.get(callback.href), "attempt_missing", 400)
})

test(
  "tabs can finish in reverse order, but none with the token of another",
  { tag: "@mix-up" },
  async ({ visitor, app }) => {
    const authorizations = [await begin(visitor, id), await begin(visitor, id), await begin(visitor, id)]
    const [one, two, three] = await Promise.all(
      authorizations.map((authorization) => choose(visitor, authorization)),
    )
    if (!one || !two || !three) throw new Error("expected three callbacks")
    const swapped = new URL(one)
    swapped.searchParams.set("oauth_token", three.searchParams.get("oauth_token") ?? "")
    swapped.searchParams.set("oauth_verifier", three.searchParams.get("oauth_verifier") ?? "")
    expectError(await visitor.get(swapped.href), "answer_invalid", 400)
    expectError(await visitor.get(one.href), "attempt_missing", 400)
    expectSignedIn(await visitor.get(three.href), `${app.origin}/dashboard`)
    expectSignedIn(await visitor.get(two.href), `${app.origin}/dashboard`)
  },
)

for (const { title, change, code, status } of [
  {
    title: "without a verifier",
    change: (response: URLSearchParams) => response.delete("oauth_verifier"),
    code: "answer_invalid",
    status: 400,
  },
  {
    title: "with a guessed verifier",
    change: (response: URLSearchParams) => response.set("oauth_verifier", "guessed"),
    code: "token_refused",
    status: 502,
  },
  {
    title: "without state",
    change: (response: URLSearchParams) => response.delete("state"),
    code: "attempt_missing",
    status: 400,
  },
])
  test(
    `an authorization response ${title} is rejected`,
    { tag: "@stripped-check" },
    async ({ visitor, records }) => {
      const callback = await choose(visitor, await begin(visitor, id))
      change(callback.searchParams)
      expectError(await visitor.get(callback.href), code, status)
      expect(await currentUser(visitor)).toBeNull()
      expect(await records.count("User")).toBe(0)
    },
  )

test(
  "a destination on another site is not followed with OAuth 1.0",
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

test("the attempt cookie stays under 900 bytes with the longest destination", async ({ visitor }) => {
  const callbackUrl = `/dashboard?${"x".repeat(200 - "/dashboard?".length)}`
  const callback = await choose(visitor, await begin(visitor, id, { callbackUrl }))
  const [cookie] = visitor.cookiesNamed("attempt-")
  expect(cookie?.value.length).toBeGreaterThan(400)
  // Over https the name starts with `__Host-` instead of ending in a port of five digits.
  expect(`${cookie?.name}=${cookie?.value}`.length + 1).toBeLessThanOrEqual(900)
  expect((await visitor.get(callback.href)).location).toMatch(new RegExp(`${callbackUrl.slice(11)}$`))
})
