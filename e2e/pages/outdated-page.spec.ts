// A page that stays open while another build is deployed: the server no longer knows its server actions.
import type { Page } from "@playwright/test"
import { messages } from "../../messages/en"
import { expect, hydrated, test } from "../support/fixtures"
import { enter } from "../support/seed"

/** Makes the server actions of the open page unknown to the server. */
async function deployOtherBuild(page: Page): Promise<void> {
  await page.route("**", (route) => {
    const headers = route.request().headers()
    const action = headers["next-action"]
    if (action === undefined) return route.fallback()
    return route.continue({
      headers: { ...headers, "next-action": `${action.slice(0, 2)}${"0".repeat(40)}` },
    })
  })
}

test("an unknown server action loads the page again and says so, once", async ({
  console,
  page,
  context,
  app,
  records,
}) => {
  console.expect(/409|UnrecognizedActionError/)
  await enter(context, records, app.origin)
  await page.goto("/dashboard/settings")
  await deployOtherBuild(page)
  // Before, the browser itself submits the form, whose action the server knows.
  await hydrated(page)
  await page.getByRole("textbox").first().fill("Sam Later")
  const reloaded = page.waitForEvent("load")
  await page.getByRole("button", { name: "Save" }).first().click()
  await reloaded
  const alert = page.getByRole("alert").filter({ hasText: messages.failure.updated })
  await expect(alert).toBeVisible()
  await page.unrouteAll()
  await page.getByRole("textbox").first().fill("Sam Later")
  await page.getByRole("button", { name: "Save" }).first().click()
  await expect(page).toHaveURL(/done=/)
  await page.reload()
  await expect(page.getByRole("textbox").first()).toHaveValue("Sam Later")
  await expect(alert).toBeHidden()
})

test("a page of another build still signs out", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard")
  await deployOtherBuild(page)
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})

test("a page of another build still signs in", async ({ page }) => {
  await page.goto("/")
  await deployOtherBuild(page)
  await page.getByRole("button", { name: /^Continue with/ }).click()
  await page.waitForURL((url) => url.searchParams.has("state"))
  await expect(page).not.toHaveURL(/error=/)
  await expect(page.getByRole("button").first()).toBeVisible()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the form of another build leads to a page that says so, and on to the page of today", async ({
    page,
    context,
    app,
    records,
  }) => {
    await enter(context, records, app.origin)
    await page.goto("/dashboard/settings")
    await page.route("**", (route) => {
      const body = route.request().postData()
      const unknown = body?.replaceAll(
        /(\$ACTION_ID_[\da-f]{2}|"id":"[\da-f]{2})[\da-f]{40}/g,
        `$1${"0".repeat(40)}`,
      )
      return unknown === undefined ? route.fallback() : route.continue({ postData: unknown })
    })
    await page.getByRole("textbox").first().fill("Sam Later")
    await page.getByRole("button", { name: "Save" }).first().click()
    await expect(page).toHaveURL("/outdated?to=%2Fdashboard%2Fsettings")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(messages.outdated.title)
    await page.getByRole("link", { name: messages.outdated.open }).click()
    await expect(page).toHaveURL("/dashboard/settings")
    await page.unrouteAll()
    await page.getByRole("textbox").first().fill("Sam Later")
    await page.getByRole("button", { name: "Save" }).first().click()
    await expect(page).toHaveURL(/done=/)
  })

  test("the page of an outdated form leads to no other site", { tag: "@open-redirect" }, async ({ page }) => {
    const link = page.getByRole("link", { name: messages.outdated.open })
    for (const to of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "",
      "x",
    ]) {
      await page.goto(`/outdated?${new URLSearchParams({ to })}`)
      await expect(link).toHaveAttribute("href", "/")
    }
  })
})
