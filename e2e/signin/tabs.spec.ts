// Sign-ins in many tabs of one browser.
import { randomInt } from "node:crypto"
import type { BrowserContext, Page } from "@playwright/test"
import { choosePersona, chooseProvider, expect, test } from "../support/fixtures"

test("sign-ins in ten tabs all succeed in any order", async ({ context, records }) => {
  test.setTimeout(300_000)
  const seed = Number(process.env["TEST_SEED"] ?? randomInt(1, 2 ** 31 - 1))
  console.log(`Random order of the tabs: TEST_SEED=${seed}`)
  const tabs = await begin(context, 10)
  for (const index of shuffled([...tabs.keys()], seed)) {
    const tab = tabs[index]
    if (!tab) throw new Error("expected ten tabs")
    await choosePersona(tab, "member")
    await expect(tab, `TEST_SEED=${seed}`).toHaveURL(`/dashboard?tab=${index}`)
    await expect(tab.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  }
  expect(await records.count("User")).toBe(1)
  expect(await records.count("Session"), "each sign-in replaces the session of this browser").toBe(1)
  const left = await context.cookies()
  expect(left.filter(({ name }) => name.startsWith("attempt-"))).toEqual([])
})

test("callbacks of nine expired sign-ins are rejected, each with a page that offers another sign-in", async ({
  context,
  records,
}) => {
  test.setTimeout(300_000)
  const tabs = await begin(context, 10)
  const last = tabs.pop()
  if (!last) throw new Error("expected ten tabs")
  // After ten minutes the browser removes these cookies itself.
  await context.clearCookies({ name: /^attempt-/ })
  for (const tab of tabs) {
    await choosePersona(tab, "member")
    await expect(tab).toHaveURL(/\/signin\?error=attempt_missing&ref=\w{8}&provider=\w+$/)
    await expect(tab.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible()
  }
  expect(await records.count("Session")).toBe(0)
  const [first, ...others] = tabs
  if (!first) throw new Error("expected ten tabs")
  await chooseProvider(first, "oidc")
  await choosePersona(first, "member")
  await expect(first).toHaveURL("/dashboard")
  // The other tabs notice the new session and offer to continue.
  for (const tab of others) {
    await tab.getByRole("link", { name: "Continue" }).click()
    await expect(tab).toHaveURL("/dashboard")
  }
  await choosePersona(last, "member")
  await expect(last).toHaveURL(/\/signin\?error=attempt_missing/)
  await last.getByRole("link", { name: "Continue" }).click()
  await expect(last).toHaveURL("/dashboard")
  expect(await records.count("User")).toBe(1)
  expect(await records.count("Session")).toBe(1)
})

/** Opens tabs and starts a sign-in in each, up to the provider's page. */
async function begin(context: BrowserContext, count: number): Promise<Page[]> {
  const tabs: Page[] = []
  for (let tab = 0; tab < count; tab++) {
    const page = await context.newPage()
    await page.goto(`/signin?callbackUrl=${encodeURIComponent(`/dashboard?tab=${tab}`)}`)
    await chooseProvider(page, "oidc")
    await expect(page.getByRole("button", { name: "Milo Brandt" })).toBeVisible()
    tabs.push(page)
  }
  return tabs
}

/** Fisher-Yates shuffle with the Park-Miller generator: the same seed gives the same order. */
function shuffled<T>(items: T[], seed: number): T[] {
  const left = [...items]
  let state = seed
  return items.flatMap(() => {
    state = (state * 16_807) % (2 ** 31 - 1)
    return left.splice(state % left.length, 1)
  })
}
