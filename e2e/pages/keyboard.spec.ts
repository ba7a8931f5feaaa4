// The pages are usable with the keyboard and a screen reader.
import type { Page } from "@playwright/test"
import { expect, test } from "../support/fixtures"
import { enter } from "../support/seed"

const focused = (page: Page) => page.locator(":focus")

for (const path of ["/", "/signin", "/signout", "/dashboard", "/dashboard/settings"])
  test(`the first tab stop of ${path} skips to its content`, async ({ page, context, app, records }) => {
    if (path.startsWith("/dashboard")) await enter(context, records, app.origin)
    await page.goto(path)
    await page.keyboard.press("Tab")
    await expect(focused(page)).toHaveText("Skip to the content")
    await expect(focused(page)).toBeInViewport({ ratio: 1 })
    await page.keyboard.press("Enter")
    await expect(page.getByRole("main")).toBeFocused()
  })

test("the menu opens by keyboard, and Escape closes it and returns the focus", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard")
  const button = page.getByRole("button", { name: "Your account" })
  const menu = page.getByRole("navigation", { name: "Your account" })
  await button.press("Enter")
  await expect(menu).toBeVisible()
  // Whatever entries an owner adds: the focus visits all of them, in their order.
  const entries = await menu.getByRole("link").or(menu.getByRole("button")).all()
  expect(entries.length).toBeGreaterThan(1)
  for (const entry of entries) {
    await page.keyboard.press("Tab")
    await expect(entry).toBeFocused()
  }
  await page.keyboard.press("Escape")
  await expect(menu).toBeHidden()
  await expect(button).toBeFocused()
})

test("every focused element has an outline", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard/settings")
  const last = page.getByRole("button", { name: "Dark" })
  for (let stops = 1; !(await last.evaluate((button) => button === document.activeElement)); stops++) {
    expect(stops, "the last button is reached").toBeLessThan(40)
    await page.keyboard.press("Tab")
    const { outlineStyle, outlineWidth } = await focused(page).evaluate((element) =>
      getComputedStyle(element),
    )
    const name = await focused(page).evaluate((element) => element.outerHTML)
    expect([outlineStyle, outlineWidth], name).toEqual(["solid", "2px"])
  }
})

test("the notice after an action gets the focus, and the next tab stop is in the page", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard/settings")
  await page.getByLabel("Name").fill("Sam")
  await page.keyboard.press("Enter")
  const notice = page.getByRole("status")
  await expect(notice).toHaveText("Your profile is saved.")
  await expect(notice).toBeFocused()
  await page.keyboard.press("Tab")
  await expect(page.getByLabel("Name")).toBeFocused()
})

test("an unknown notice in the query is not shown", { tag: "@xss" }, async ({ page }) => {
  for (const forged of ["hacked", "constructor", "<b>hacked</b>"]) {
    await page.goto(`/?${new URLSearchParams({ done: forged })}`)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(page.getByRole("status")).toHaveCount(0)
  }
})
