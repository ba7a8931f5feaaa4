// Client-side navigation with next/link, and its prefetches.
import type { Page } from "@playwright/test"
import { choosePersona, chooseProvider, expect, hydrated, signInAs, test } from "../support/fixtures"
import { enter } from "../support/seed"

const milo = "Milo Brandt, milo@example.test"

const go = (page: Page, path: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: path, exact: true }).click()

const prefetched = (page: Page, path: string) =>
  page.waitForResponse((response) => {
    const headers = response.request().headers()
    return new URL(response.url()).pathname === path && headers["next-router-prefetch"] !== undefined
  })

async function expectUser(page: Page, heading: string, user: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading)
  await expect(page.getByTestId("user").filter({ visible: true })).toHaveText(user)
  await expect(page.getByTestId("server").filter({ visible: true })).toHaveText(user.split(",")[0] ?? "")
}

test("links lead from page to page without loading the document again", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/client")
  await hydrated(page)
  await page.evaluate(() => Reflect.set(window, "sameDocument", true))
  await go(page, "/client/private")
  await expectUser(page, "Private page", "Sam Seed, sam@example.test")
  await go(page, "/client/other")
  await expectUser(page, "Other page", "Sam Seed, sam@example.test")
  await page.goBack()
  await expectUser(page, "Private page", "Sam Seed, sam@example.test")
  expect(await page.evaluate((): unknown => Reflect.get(window, "sameDocument"))).toBe(true)
})

test(
  "after a sign-out no link and no way back shows a page of the user",
  { tag: "@session-end" },
  async ({ page }) => {
    await signInAs(page, "member")
    const response = prefetched(page, "/client/private")
    await page.goto("/client")
    await response
    await go(page, "/client/private")
    await expectUser(page, "Private page", milo)
    await go(page, "/client")
    await expectUser(page, "First page", milo)

    await page.getByRole("button", { name: "Leave" }).click()
    await expectUser(page, "Other page", "no user")
    await go(page, "/client")
    await expectUser(page, "First page", "no user")
    await go(page, "/client/private")
    await expect(page).toHaveURL(/\/signin\?callbackUrl=%2Fclient%2Fprivate/)
    for (let step = 0; step < 5; step++) {
      await page.goBack()
      await expect(page.getByText("Milo")).toHaveCount(0)
    }
  },
)

test("after a sign-in no link shows a page that was prefetched before it", async ({ page }) => {
  const response = prefetched(page, "/client/private")
  await page.goto("/client")
  await response
  await go(page, "/client/private")
  await expect(page).toHaveURL(/\/signin/)
  await chooseProvider(page, "oidc")
  await choosePersona(page, "member")
  await expectUser(page, "Private page", milo)
  for (const [path, heading] of [
    ["/client", "First page"],
    ["/client/other", "Other page"],
    ["/client/private", "Private page"],
  ] as const) {
    await go(page, path)
    await expectUser(page, heading, milo)
  }
  await go(page, "/signin")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed in")
})

test(
  "prefetches start no sign-in and end no session",
  { tag: "@session-end" },
  async ({ page, context, app, records }) => {
    await enter(context, records, app.origin)
    const paths = ["/signin", "/signout", "/api/auth/signin/github", "/api/auth/signout"]
    const requested: string[] = []
    page.on("request", (request) => requested.push(new URL(request.url()).pathname))
    await page.goto("/client")
    await expect.poll(() => paths.filter((path) => !requested.includes(path))).toEqual([])
    await page.waitForLoadState("networkidle")
    const cookies = (await context.cookies()).map(({ name }) => name)
    expect(cookies.filter((name) => name.startsWith("attempt-"))).toEqual([])
    expect(await records.count("Session")).toBe(1)
    expect(await records.activity()).toEqual([])

    await go(page, "/api/auth/signout")
    await expect(page).toHaveURL("/signout")
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible()
    expect(await records.count("Session")).toBe(1)
  },
)

test("a page of a session that was ended elsewhere is not shown to a link without a prefetch", async ({
  page,
  context,
  app,
  records,
}) => {
  await enter(context, records, app.origin)
  await page.goto("/client")
  await hydrated(page)
  await records.query('DELETE FROM "Session"')
  await page.getByLabel("Draft").fill("/client/private?")
  await page.getByRole("link", { name: "To the draft" }).click()
  await expect(page).toHaveURL(/\/signin/)
})
