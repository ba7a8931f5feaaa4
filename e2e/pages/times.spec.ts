// Times are in the visitor's time zone, and in UTC for a browser without JavaScript.
import type { Page } from "@playwright/test"
import { expect, test } from "../support/fixtures"
import { enter } from "../support/seed"

/** The first time of the page, and the same in a time zone. */
async function shownAndExpected(page: Page, timeZone: string) {
  const time = page.locator("time").first()
  const iso = await time.getAttribute("datetime")
  const expected = new Intl.DateTimeFormat("en", {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(iso ?? ""))
  return { exact: time.locator("span").last(), expected }
}

for (const timezoneId of ["Asia/Kathmandu", "America/New_York", "UTC"])
  test.describe(`in ${timezoneId}`, () => {
    test.use({ timezoneId })

    test("times are in the visitor's time zone, without a hydration error", async ({
      page,
      context,
      app,
      records,
    }) => {
      // The fixture fails a test whose page logs an error, such as one of hydration.
      await enter(context, records, app.origin)
      for (const path of ["/dashboard", "/dashboard/sessions", "/dashboard/accounts"]) {
        await page.goto(path)
        const { exact, expected } = await shownAndExpected(page, timezoneId)
        await expect(exact, path).toHaveText(expected)
      }
    })
  })

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, timezoneId: "Asia/Kathmandu" })

  test("times are in UTC, and say so", async ({ page, context, app, records }) => {
    await enter(context, records, app.origin)
    await page.goto("/dashboard")
    const { exact, expected } = await shownAndExpected(page, "UTC")
    await expect(exact).toHaveText(`${expected} UTC`)
  })
})
