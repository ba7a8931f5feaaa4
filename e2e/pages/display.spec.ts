// Language and colour scheme: the browser's preference, and the visitor's choice.
import { messages as de } from "../../messages/de"
import { messages as en } from "../../messages/en"
import { languages } from "../../messages/languages"
import { expect, test } from "../support/fixtures"
import { expectAccessible } from "../support/page-checks"
import { enter } from "../support/seed"

const background = () => getComputedStyle(document.documentElement).backgroundColor

test("a page is in the language that the browser prefers, and in English when it has none of them", async ({
  visitor,
}) => {
  const signInPage = async (language: string) =>
    (await visitor.get("/signin", { headers: { "accept-language": language } })).text
  for (const [preferred, texts] of [
    ["de-AT,de;q=0.9,en;q=0.8", de],
    ["fr,de;q=0.2,en;q=0.1", de],
    ["fr", en],
    ["", en],
  ] as const) {
    const text = await signInPage(preferred)
    expect(text, preferred).toContain(`<html lang="${texts.locale}" dir="${texts.direction}"`)
    expect(text, preferred).toContain(texts.signin.lead)
  }
})

test("a page in the visitor's language is not cached", async ({ visitor }) => {
  for (const path of ["/", "/signin", "/nothing-here"])
    expect((await visitor.get(path)).headers["cache-control"], path).toMatch(/private.*no-store/)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a chosen language is kept, and the visitor stays on the page", async ({ page }) => {
    const address = "/signin?callbackUrl=%2Fdashboard%2Faccounts&error=access_denied"
    await page.goto(address)
    await page.getByRole("button", { name: "Deutsch" }).click()
    await expect(page).toHaveURL(address)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.signin.title)
    await expect(page.getByRole("alert")).toContainText(de.errors.access_denied)
    await page.goto("/")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.landing.title)
  })
})

test("choosing a language changes the page at once, and marks the chosen one", async ({ page, context }) => {
  await page.goto("/")
  const choices = page.getByRole("group", { name: "Language" }).getByRole("button")
  await expect(choices).toHaveText(Object.values(languages).map(({ language }) => language))
  await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("aria-current", "true")
  const german = page.getByRole("button", { name: "Deutsch" })
  await expect(german).toHaveAttribute("lang", "de")
  await german.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.landing.title)
  await expect(page.locator("html")).toHaveAttribute("lang", "de")
  await expect(page).toHaveTitle(`Portico: ${de.site.description}`)
  await expect(german).toBeFocused()
  const [cookie] = (await context.cookies()).filter(({ name }) => name.startsWith("language-"))
  expect(cookie).toMatchObject({ value: "de", httpOnly: true, sameSite: "Lax", path: "/" })
})

test("an unknown path has a page in another language", async ({ page, console }) => {
  console.expect(/404/)
  await page.goto("/nothing-here")
  await page.getByRole("button", { name: "Deutsch" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.notFound.title)
  await expect(page).toHaveURL("/nothing-here")
})

test("a chosen colour scheme overrides the system's, from the first response on", async ({
  page,
  visitor,
  app,
}) => {
  await page.emulateMedia({ colorScheme: "light" })
  await page.goto("/signin")
  const light = await page.evaluate(background)
  await page.getByRole("button", { name: "Dark" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark")
  const dark = await page.evaluate(background)
  expect(dark).not.toBe(light)
  await page.emulateMedia({ colorScheme: "dark" })
  await page.getByRole("button", { name: "Light" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "light")
  expect(await page.evaluate(background)).toBe(light)

  visitor.setCookie(`scheme-${new URL(app.origin).port}`, "dark")
  const { text } = await visitor.get("/signin")
  expect(text).toContain('data-scheme="dark"')
  expect(text).toContain('<meta name="color-scheme" content="dark"/>')
})

test("an invalid choice is ignored", async ({ visitor, app }) => {
  const port = new URL(app.origin).port
  for (const name of [`language-${port}`, `scheme-${port}`]) visitor.setCookie(name, "constructor")
  const { text } = await visitor.get("/signin")
  expect(text).toContain('<html lang="en" dir="ltr" data-scheme="system"')
})

test.describe("in German", () => {
  test.use({ locale: "de-DE" })

  test("every page is translated and accessible", async ({ page, context, app, records, console }) => {
    console.expect(/404/)
    const user = await enter(context, records, app.origin)
    await records.query(`UPDATE "User" SET "role" = 'ADMIN' WHERE "id" = $1`, [user.userId])
    const headings: [path: string, heading: string][] = [
      ["/", de.landing.title],
      ["/signin", de.signin.already.title],
      ["/signin?confirm=1", de.signin.reauthenticate.title],
      ["/signout", de.signout.title],
      ["/dashboard", de.dashboard.greeting("Sam Seed")],
      ["/dashboard/accounts?error=last_account", de.accounts.title],
      ["/dashboard/sessions", de.sessions.title],
      ["/dashboard/activity", de.activity.title],
      ["/dashboard/settings", de.settings.title],
      ["/admin?q=unknown", de.admin.title],
      ["/nothing-here", de.notFound.title],
    ]
    for (const [path, heading] of headings) {
      await page.goto(path)
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading)
      await expectAccessible(page)
    }
  })

  test("an error page shows the error, and its button tries again", async ({
    page,
    context,
    app,
    records,
    console,
  }) => {
    console.expect(/500|React error #441/)
    await enter(context, records, app.origin)
    await records.query('ALTER TABLE "Session" RENAME TO "Away"')
    try {
      await page.goto("/dashboard")
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.failure.title)
      await expectAccessible(page)
    } finally {
      await records.query('ALTER TABLE "Away" RENAME TO "Session"')
    }
    await page.getByRole("button", { name: de.failure.retry }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.dashboard.greeting("Sam Seed"))
  })
})

test("pages are mirrored for a right-to-left language", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ["/", "/dashboard", "/dashboard/accounts", "/dashboard/settings"]) {
    await page.goto(path)
    await page.evaluate(() => {
      document.documentElement.dir = "rtl"
    })
    const start = await page.getByRole("link", { name: en.site.home }).boundingBox()
    const menu = page.getByRole("button", { name: en.menu.open })
    const end = await menu.boundingBox()
    expect(start?.x, path).toBeGreaterThan(end?.x ?? Infinity)
    await menu.click()
    expect((await page.getByRole("navigation", { name: en.menu.open }).boundingBox())?.x).toBeLessThan(60)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
  }
})
