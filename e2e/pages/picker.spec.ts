// The sign-in page with one way in, with a few, and with the whole catalogue.
import type { Page } from "@playwright/test"
import { type App, openApp } from "../support/app"
import { choosePersona, chooseProvider, expect, signInAs, test as base } from "../support/fixtures"
import { fixtureIds } from "../support/providers/fixture"
import { variables } from "../support/providers/owner"
import { Records } from "../support/records"
import { enter } from "../support/seed"
import { expectAccessible } from "../support/watch"

const dozen = [
  "asana",
  "box",
  "cas",
  "discord",
  "dropbox",
  "figma",
  "github",
  "google",
  "kinde",
  "line",
  "oura",
  "zoom",
]

/** An app with every provider of the catalogue. */
const test = base.extend<object, { crowd: App }>({
  crowd: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const app = await openApp({ project: project.name, label: `crowd-${workerIndex}`, env: variables() })
      await use(app)
      await app.close()
    },
    { scope: "worker", timeout: 120_000 },
  ],
})

async function namesOn(page: Page): Promise<string[]> {
  const texts = await page.getByRole("listitem").getByRole("button").allTextContents()
  return texts.map((text) => text.replace("Continue with ", ""))
}

const field = (page: Page) => page.getByRole("searchbox", { name: "Find a service" })
const wayTo = (page: Page, name: string) =>
  page.getByRole("button", { name: `Continue with ${name}`, exact: true })

for (const enabled of [["gitlab"], ["oura", "google", "github"], dozen])
  test(`with ${enabled.length} enabled, the page has those alone, in their order, and asks nobody else`, async ({
    page,
    console,
    context,
  }, { project, workerIndex }) => {
    test.setTimeout(90_000)
    const label = `picker-${enabled.length}-${workerIndex}`
    const app = await openApp({ project: project.name, label, env: variables(enabled) })
    try {
      console.attach(context, app.origin)
      const asked: string[] = []
      page.on("request", (request) => asked.push(request.url()))
      await page.goto(`${app.origin}/signin`, { waitUntil: "networkidle" })
      await expect(page.getByRole("listitem")).toHaveCount(enabled.length)
      const favourites = ["GitHub", "Google"].filter((name) => enabled.includes(name.toLowerCase()))
      expect((await namesOn(page)).slice(0, favourites.length)).toEqual(favourites)
      await expect(field(page)).toHaveCount(enabled.length < 10 ? 0 : 1)
      const others = fixtureIds().filter((id) => !enabled.includes(id))
      const html = await page.content()
      const icons = await (await page.request.get(`${app.origin}/provider-icons`)).text()
      expect(others.filter((id) => html.includes(`/signin/${id}"`) || icons.includes(`id="${id}"`))).toEqual(
        [],
      )
      expect(asked.filter((url) => !url.startsWith(app.origin))).toEqual([])
      await expectAccessible(page)
    } finally {
      await app.close()
    }
  })

test("with the whole catalogue, a field finds a provider by its name or id, and says how many are left", async ({
  page,
  crowd,
  console,
  context,
}) => {
  test.setTimeout(120_000)
  console.attach(context, crowd.origin)
  const asked: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  const total = fixtureIds().length
  await page.goto(`${crowd.origin}/signin`, { waitUntil: "networkidle" })
  await expect(page.getByRole("listitem")).toHaveCount(total)
  expect(asked.filter((url) => !url.startsWith(crowd.origin))).toEqual([])
  expect(
    asked.filter((url) => /provider-icons|\.svg/.test(url) && !url.includes("/icon")),
    "one request for all icons",
  ).toHaveLength(1)
  await expectAccessible(page)

  await field(page).fill("Micro")
  await expect(page.getByRole("status")).toHaveText(`1 of ${total} services`)
  await expect(wayTo(page, "Microsoft")).toBeVisible()
  await expect(wayTo(page, "GitHub")).toBeHidden()
  await field(page).fill("AZURE-AD")
  await expect(wayTo(page, "Azure Active Directory")).toBeVisible()

  await field(page).fill("nothing is called this")
  await expect(page.getByRole("status")).toHaveText("No service has that name.")
  await expect(page.getByText("AUTH_"), "that is for developers").toHaveCount(0)
  await expect(page.getByRole("listitem")).toHaveCount(0)

  await field(page).press("Escape")
  await expect(page.getByRole("listitem")).toHaveCount(total)
  await expect(page.getByRole("status")).toBeHidden()
})

test("the arrows walk through the buttons, typing goes on in the field, and Enter takes the only match", async ({
  page,
  crowd,
}) => {
  await page.route("https://discord.com/**", (route) => route.fulfill({ body: "Discord" }))
  await page.goto(`${crowd.origin}/signin`)
  await field(page).focus()
  await page.keyboard.press("ArrowDown")
  await expect(wayTo(page, "GitHub")).toBeFocused()
  await page.keyboard.press("ArrowDown")
  await expect(wayTo(page, "Google")).toBeFocused()
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  await expect(field(page)).toBeFocused()

  await page.keyboard.press("ArrowDown")
  await page.keyboard.type("disco")
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue("disco")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status"), "two are left, so Enter takes none").toContainText("2 of")
  await page.keyboard.type("rd")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/^https:\/\/discord\.com\/oauth2\/authorize/)
})

test("the list on the page of accounts is searched alike", async ({ page, crowd, context }) => {
  const records = new Records(crowd.database)
  await enter(context, records, crowd.origin)
  await page.goto(`${crowd.origin}/dashboard/accounts`)
  await field(page).fill("spot")
  await expect(page.getByRole("button", { name: "Link Spotify" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Link Google" })).toBeHidden()
  await expectAccessible(page)
  await records.close()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("all buttons are there, and no field that would do nothing", async ({ page, crowd }) => {
    await page.goto(`${crowd.origin}/signin`)
    await expect(page.getByRole("listitem")).toHaveCount(fixtureIds().length)
    await expect(wayTo(page, "Zotero")).toBeVisible()
    await expect(field(page)).toBeHidden()
  })
})

test("the way in that was used last comes first and is marked, also after signing out", async ({
  page,
  context,
  app,
}) => {
  const badge = page.getByText("Last used")
  await page.goto("/signin")
  await expect(badge).toHaveCount(0)
  await signInAs(page, "member")
  await page.goto("/signout")
  await page.getByRole("button", { name: "Sign out", exact: true }).click()
  await expect(page).toHaveURL("/")
  await page.goto("/signin")
  await expect(badge).toHaveCount(1)
  expect((await namesOn(page))[0]).toContain("Portico ID")
  await expect(wayTo(page, "Portico ID")).toHaveAccessibleDescription("Last used")

  const [cookie] = (await context.cookies(app.origin)).filter(({ name }) => name.startsWith("provider-"))
  expect(cookie).toMatchObject({ value: "oidc", httpOnly: true, sameSite: "Lax", path: "/" })
})

test("a sign-in that fails is not remembered", async ({ page, context, app }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  await expect(page.getByRole("alert").first()).toBeVisible()
  const cookies = await context.cookies(app.origin)
  expect(cookies.filter(({ name, value }) => name.startsWith("provider-") && value)).toEqual([])
})

test(
  "what the last way in is said to be is believed only where it is enabled",
  { tag: "@malformed" },
  async ({ visitor, app }) => {
    const name = `provider-${new URL(app.origin).port}`
    const { text: plain } = await visitor.get("/signin")
    const listOf = (html: string) =>
      [...html.matchAll(/action="\/api\/auth\/signin\/([\w-]+)"/g)].map(([, id]) => id)
    for (const value of ["discord", "__proto__", "constructor", "%3Cb%3Ehacked", "a".repeat(4_000), ""]) {
      const { status, text } = await visitor.get("/signin", { headers: { cookie: `${name}=${value}` } })
      expect(status).toBe(200)
      expect(listOf(text)).toEqual(listOf(plain))
      expect(text).not.toContain("Last used")
      expect(text).not.toContain("hacked")
    }
  },
)
