// The dialog of shadcn/ui on the settings page, under the content security policy of the production build. The fixture fails
// a test whose page violates the policy or the rules of axe, which it checks in light and dark.
import type { Page } from "@playwright/test"
import { expect, hydrated, test } from "../support/fixtures"
import { enter } from "../support/seed"

const settings = "/dashboard/settings"
const open = (page: Page) => page.getByRole("button", { name: "Delete my account" })
const dialog = (page: Page) => page.getByRole("alertdialog", { name: "Delete your account?" })

async function openDialog(page: Page): Promise<void> {
  await hydrated(page)
  await open(page).click()
  await expect(dialog(page)).toBeVisible()
  // A style of the dialog's own.
  await expect(page.locator("body")).toHaveCSS("overflow", "hidden")
}

/** The scroll position after the browser has painted twice, and so has processed a wheel. */
async function scrollPosition(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(scrollY)))),
  )
}

test.beforeEach(async ({ page, context, app, records }) => {
  await page.setViewportSize({ width: 390, height: 600 })
  await enter(context, records, app.origin)
  await page.goto(settings)
})

for (const colorScheme of ["light", "dark"] as const)
  test(
    `an open dialog keeps the page from scrolling in ${colorScheme}`,
    { tag: "@xss" },
    async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await openDialog(page)
      const before = await scrollPosition(page)
      await page.mouse.move(10, 10)
      await page.mouse.wheel(0, -400)
      await page.mouse.wheel(0, 200)
      expect(await scrollPosition(page)).toBe(before)

      await page.getByRole("button", { name: "Keep my account" }).click()
      await expect(dialog(page)).toBeHidden()
      await expect(page.locator("body")).toHaveCSS("overflow", "visible")
      const scrollUp = async () => {
        await page.mouse.wheel(0, -400)
        return scrollPosition(page)
      }
      await expect.poll(scrollUp).toBeLessThan(before)
      await openDialog(page)
    },
  )

test("Tab stays in the dialog, and Escape closes it and returns the focus", async ({ page }) => {
  await openDialog(page)
  const keep = page.getByRole("button", { name: "Keep my account" })
  const confirm = page.getByRole("button", { name: "Delete for good" })
  await expect(keep).toBeFocused()
  for (const next of [confirm, keep, confirm]) {
    await page.keyboard.press("Tab")
    await expect(next).toBeFocused()
  }
  await page.keyboard.press("Escape")
  await expect(dialog(page)).toBeHidden()
  await expect(open(page)).toBeFocused()
})

test("the nonce of a dialog's style is hidden from the page's HTML", { tag: "@xss" }, async ({ page }) => {
  await openDialog(page)
  const { isStyled, html } = await page.evaluate(() => ({
    isStyled: [...document.querySelectorAll("style")].some(({ nonce }) => nonce !== ""),
    html: document.documentElement.outerHTML,
  }))
  expect(isStyled).toBe(true)
  expect(html).not.toMatch(/nonce="[^"]/)
})

test(
  "the visitor's nonce is that of the document after a server action",
  { tag: "@xss" },
  async ({ page }) => {
    // The response of an action has another policy and another nonce, while the document keeps its own.
    await page.getByLabel("Name").fill("Sam Sown")
    await page.getByRole("button", { name: "Save" }).click()
    await expect(page.getByRole("status")).toHaveText("Your profile is saved.")
    await openDialog(page)
  },
)

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a checkbox confirms the deletion", async ({ page, records }) => {
    await page.getByRole("checkbox", { name: "I want my account to be deleted for good." }).check()
    await open(page).click()
    await expect(page).toHaveURL("/?done=account_deleted")
    expect(await records.count("User")).toBe(0)
  })
})
