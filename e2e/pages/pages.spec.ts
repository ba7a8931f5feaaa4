// The pages that nobody has to sign in for, and the ones that nobody wants to see.
import { messages } from "../../messages/en"
import { chooseProvider, expect, test } from "../support/fixtures"
import { enter } from "../support/seed"
import { expectAccessible } from "../support/watch"

test("the landing page leads to every way to sign in", async ({ page }) => {
  await page.goto("/")
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
  await page.getByRole("link", { name: "All ways to sign in" }).click()
  await expect(page).toHaveURL("/signin")
  for (const name of ["GitHub", "Google", "Portico ID"])
    await expect(page.getByRole("button", { name: `Continue with ${name}` })).toBeVisible()
  await expect(page.getByText("emulated"), "that is for developers").toHaveCount(0)
})

test("the landing page greets whoever is signed in", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/")
  await page.getByRole("link", { name: "Open your dashboard" }).click()
  await expect(page).toHaveURL("/dashboard")
})

test("an address that does not exist has a page with a way back", async ({ page, console }) => {
  console.expect(/404/)
  const response = await page.goto("/nothing-here")
  expect(response?.status()).toBe(404)
  await page.getByRole("link", { name: "Back to the start" }).click()
  await expect(page).toHaveURL("/")
})

test(
  "an unknown error code shows a sentence of ours and nothing of the address",
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

test("what is for developers does not exist in production", { tag: "@defaults" }, async ({ visitor }) => {
  for (const path of ["/setup", "/setup/flow"]) expect((await visitor.get(path)).status).toBe(404)
})

test("the sign-in page works by keyboard alone", async ({ page }) => {
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

test("a parameter that comes twice breaks no page", async ({ visitor }) => {
  for (const path of ["/signin?error=a&error=b&callbackUrl=/x&callbackUrl=/y", "/dashboard?a=1&a=2"])
    expect((await visitor.get(path)).status).toBeLessThan(400)
})

test(
  "whoever comes by another host is sent to the right one, once",
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

for (const provider of ["oidc", "github"] as const)
  test(`the page to choose a persona at ${provider} is usable by everybody`, async ({ page }) => {
    await page.goto("/signin")
    await chooseProvider(page, provider)
    await expect(page.getByRole("button", { name: "Deny access" })).toBeVisible()
    await expectAccessible(page)
  })

test("the icon is also where browsers look for one that no page names", async ({ visitor, app }) => {
  const { status, location } = await visitor.get("/favicon.ico")
  expect({ status, location }).toEqual({ status: 307, location: `${app.origin}/icon.svg` })
  expect((await visitor.get(location)).text).toContain("<svg")
})
