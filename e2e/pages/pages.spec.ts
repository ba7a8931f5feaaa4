// Public pages and error pages.
import { messages } from "../../messages/en"
import { chooseProvider, expect, porticoId, test } from "../support/fixtures"
import { expectAccessible } from "../support/page-checks"
import { enter } from "../support/seed"

test("the landing page leads to every provider", async ({ page }) => {
  await page.goto("/")
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await page.getByRole("link", { name: "All ways to sign in" }).click()
  await expect(page).toHaveURL("/signin")
  for (const name of ["GitHub", "Google", porticoId])
    await expect(page.getByRole("button", { name: `Continue with ${name}` })).toBeVisible()
  await expect(page.getByText("emulated"), "hints are for development").toHaveCount(0)
})

test("the landing page links a signed-in user to the dashboard", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/")
  await page.getByRole("link", { name: "Open your dashboard" }).click()
  await expect(page).toHaveURL("/dashboard")
})

test("an unknown path has a page with a link to the start", async ({ page, console }) => {
  console.expect(/404/)
  const response = await page.goto("/nothing-here")
  expect(response?.status()).toBe(404)
  await page.getByRole("link", { name: "Back to the start" }).click()
  await expect(page).toHaveURL("/")
})

test(
  "an unknown error code shows a general message and no text from the query",
  { tag: ["@xss", "@GHSA-954c-jjx6-cxv7"] },
  async ({ page }) => {
    await page.goto("/signin?error=%3Cb%3Ehacked%3C%2Fb%3E&error_description=call-this-number")
    await expect(page.getByRole("alert").first()).toContainText("Something went wrong on our side")
    await expect(page.getByText("hacked")).toHaveCount(0)
    await expect(page.getByText("call-this-number")).toHaveCount(0)
  },
)

test("hints for developers are not shown in production", { tag: "@leak" }, async ({ page }) => {
  await page.goto("/signin?error=origin_mismatch")
  await expect(page.getByRole("alert").first()).toBeVisible()
  await expect(page.getByText("AUTH_URL")).toHaveCount(0)
})

test(
  "the setup pages and the inspector are not found in production",
  { tag: "@defaults" },
  async ({ visitor }) => {
    for (const path of ["/setup", "/setup/flow"]) expect((await visitor.get(path)).status).toBe(404)
  },
)

test("the sign-in page works with only the keyboard", async ({ page }) => {
  await page.goto("/signin")
  const button = page.getByRole("button", { name: "Continue with GitHub" })
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press("Tab")
    if (await button.evaluate((element) => element === document.activeElement)) break
  }
  await expect(button).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
})

test("a repeated parameter breaks no page", async ({ visitor }) => {
  for (const path of ["/signin?error=a&error=b&callbackUrl=/x&callbackUrl=/y", "/dashboard?a=1&a=2"])
    expect((await visitor.get(path)).status).toBeLessThan(400)
})

test(
  "a visitor on another host is redirected to the right one, once",
  { tag: "@host-header" },
  async ({ visitor, app }) => {
    const headers = { host: `127.0.0.1:${new URL(app.origin).port}` }
    const first = await visitor.get("/signin?callbackUrl=%2Fdashboard", { headers })
    expect(first.status).toBe(307)
    const target = new URL(first.location)
    expect(target.origin).toBe(app.origin)
    expect(target.searchParams.get("callbackUrl")).toBe("/dashboard")

    const again = await visitor.get(target.pathname + target.search, { headers })
    expect(again.status).toBe(200)
    expect(again.text).toContain(messages.errors["wrong_host"])
  },
)

for (const providerId of ["oidc", "github"] as const)
  test(`the persona page of ${providerId} is accessible`, async ({ page }) => {
    await page.goto("/signin")
    await chooseProvider(page, providerId)
    await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
    await expectAccessible(page)
  })

test("the icon is also found at /favicon.ico", async ({ visitor, app }) => {
  const { status, location } = await visitor.get("/favicon.ico")
  expect({ status, location }).toEqual({ status: 307, location: `${app.origin}/icon.svg` })
  expect((await visitor.get(location)).text).toContain("<svg")
})
