// Language and colour scheme: the browser's preference, and the visitor's choice.
import type { Page } from "@playwright/test"
import { messages as en, type Messages } from "../../messages/en"
import { languages } from "../../messages/languages"
import { siteName } from "../../site.mjs"
import { expect, hydrated, test } from "../support/fixtures"
import { expectAccessible } from "../support/page-checks"
import { enter } from "../support/seed"

const all: Messages[] = Object.values(languages)
const second = all.find(({ locale }) => locale !== "en")

/** The first language besides English. Tests that need one are skipped where English is the only language. */
const other = second ?? en
const needsOther = () => test.skip(!second, "English is the only language")

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test("a page is in the language that the browser prefers, and in English when it has none of them", async ({
  visitor,
}) => {
  const signInPage = async (language: string) =>
    (await visitor.get("/signin", { headers: { "accept-language": language } })).text
  for (const [preferred, texts] of [
    [`${other.locale}-AT,${other.locale};q=0.9,en;q=0.8`, other],
    [`xx,${other.locale};q=0.2,en;q=0.1`, other],
    ["xx", en],
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
    needsOther()
    const address = "/signin?callbackUrl=%2Fdashboard%2Faccounts&error=access_denied"
    await page.goto(address)
    await page.getByRole("button", { name: other.language }).click()
    await expect(page).toHaveURL(address)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.signin.title)
    await expect(page.getByRole("alert")).toContainText(other.errors.access_denied)
    await page.goto("/")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.landing.title)
  })
})

test("choosing a language changes the page at once, and marks the chosen one", async ({ page, context }) => {
  needsOther()
  await page.goto("/")
  const choices = page.getByRole("group", { name: "Language" }).getByRole("button")
  await expect(choices).toHaveText(all.map(({ language }) => language))
  await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("aria-current", "true")
  const choice = page.getByRole("button", { name: other.language })
  await expect(choice).toHaveAttribute("lang", other.locale)
  // Without JavaScript the form loads the page again, which loses the focus.
  await hydrated(page)
  await choice.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.landing.title)
  await expect(page.locator("html")).toHaveAttribute("lang", other.locale)
  await expect(page).toHaveTitle(`${siteName}: ${other.site.description}`)
  await expect(choice).toBeFocused()
  const [cookie] = (await context.cookies()).filter(({ name }) => name.startsWith("language-"))
  expect(cookie).toMatchObject({ value: other.locale, httpOnly: true, sameSite: "Lax", path: "/" })
})

test("an unknown path has a page in another language", async ({ page, console }) => {
  needsOther()
  console.expect(/404/)
  await page.goto("/nothing-here")
  await page.getByRole("button", { name: other.language }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.notFound.title)
  await expect(page).toHaveURL("/nothing-here")
})

test("a chosen colour scheme overrides the system's, from the first response on", async ({
  page,
  visitor,
  app,
}) => {
  await page.emulateMedia({ colorScheme: "light" })
  await page.goto("/signin")
  const light = await background(page)
  await page.getByRole("button", { name: "Dark" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "dark")
  await expect.poll(() => background(page)).not.toBe(light)
  await page.emulateMedia({ colorScheme: "dark" })
  await page.getByRole("button", { name: "Light" }).click()
  await expect(page.locator("html")).toHaveAttribute("data-scheme", "light")
  await expect.poll(() => background(page)).toBe(light)

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

test.describe("in another language", () => {
  test.use({ locale: other.locale })

  test("every page is translated and accessible", async ({ page, context, app, records, console }) => {
    needsOther()
    console.expect(/404/)
    const user = await enter(context, records, app.origin)
    await records.query(`UPDATE "User" SET "role" = 'ADMIN' WHERE "id" = $1`, [user.userId])
    const headings: [path: string, heading: string][] = [
      ["/", other.landing.title],
      ["/signin", other.signin.already.title],
      ["/signin?confirm=1", other.signin.reauthenticate.title],
      ["/signout", other.signout.title],
      ["/dashboard", other.dashboard.greeting("Sam Seed")],
      ["/dashboard/accounts?error=last_account", other.accounts.title],
      ["/dashboard/sessions", other.sessions.title],
      ["/dashboard/activity", other.activity.title],
      ["/dashboard/settings", other.settings.title],
      ["/admin?q=unknown", other.admin.title],
      ["/nothing-here", other.notFound.title],
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
    needsOther()
    console.expect(/500|React error #441/)
    await enter(context, records, app.origin)
    await records.query('ALTER TABLE "Session" RENAME TO "Away"')
    try {
      await page.goto("/dashboard")
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.failure.title)
      await expectAccessible(page)
    } finally {
      await records.query('ALTER TABLE "Away" RENAME TO "Session"')
    }
    await page.getByRole("button", { name: other.failure.retry }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(other.dashboard.greeting("Sam Seed"))
  })
})

test("pages are mirrored for a right-to-left language", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.setViewportSize({ width: 390, height: 844 })
  const paths = ["/", "/dashboard"]
  for (const name of ["accounts", "sessions", "activity", "settings"]) paths.push(`/dashboard/${name}`)
  for (const path of paths) {
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
