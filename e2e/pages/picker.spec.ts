// The sign-in page with one provider, with a few, and with all providers.
import type { Page } from "@playwright/test"
import { appScope, openApp, type App } from "../support/app"
import {
  test as base,
  choosePersona,
  chooseProvider,
  expect,
  hydrated,
  porticoId,
  signInAs,
} from "../support/fixtures"
import { expectAccessible } from "../support/page-checks"
import { fixtureIds } from "../support/providers/fixture"
import { variables } from "../support/providers/registration"
import { Records } from "../support/records"
import { enter } from "../support/seed"

/** At most twelve of the providers that this checkout has, GitHub and Google among them. */
const twelveProviders = [
  "github",
  "google",
  ...fixtureIds().filter((id) => !/^(github|google)$/.test(id)),
].slice(0, 12)

/** The search field needs ten providers. Its tests are skipped in a checkout that has fewer. */
const needsSearch = () => test.skip(fixtureIds().length < 10, "fewer than ten providers, so no search field")

/** `catalogueApp` is an app with every provider of the catalogue. */
const test = base.extend<object, { catalogueApp: App }>({
  catalogueApp: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, { project, workerIndex }) => {
      const app = await openApp({
        project: project.name,
        label: `catalogue-${workerIndex}`,
        env: variables(),
      })
      await use(app)
      await app.close()
    },
    appScope,
  ],
})

type Service = { id: string; name: string }

/** Two providers that a search for the first one's name, or for the second one's id, finds and no other. */
async function searchable({ origin }: App): Promise<[Service, Service]> {
  const services = Object.values(
    (await (await fetch(`${origin}/api/auth/providers`)).json()) as Record<string, Service>,
  )
  const finds = (word: string) =>
    services.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(word.toLowerCase())).length
  const others = services.filter(({ id }) => !/^(github|google)$/.test(id))
  const byName = others.find(({ name }) => /^[A-Za-z]{4,}$/.test(name) && finds(name) === 1)
  const byId =
    others.findLast(({ id, name }) => finds(id) === 1 && !name.toLowerCase().includes(id)) ?? byName
  if (!byName || !byId) throw new Error("No provider can be found by its name only.")
  return [byName, byId]
}

async function namesOn(page: Page): Promise<string[]> {
  const texts = await page.getByRole("listitem").getByRole("button").allTextContents()
  return texts.map((text) => text.replace("Continue with ", ""))
}

const searchField = (page: Page) => page.getByRole("searchbox", { name: "Find a service" })
const signInButton = (page: Page, name: string) =>
  page.getByRole("button", { name: `Continue with ${name}`, exact: true })

for (const enabled of [twelveProviders.slice(-1), twelveProviders.slice(0, 3).toReversed(), twelveProviders])
  test(`the sign-in page with ${enabled.length} enabled has only these providers in order, and loads nothing from other hosts`, async ({
    page,
    console,
    context,
  }, { project, workerIndex }) => {
    const label = `picker-${enabled.length}-${workerIndex}`
    const app = await openApp({ project: project.name, label, env: variables(enabled) })
    try {
      console.attach(context, app.origin)
      const requested: string[] = []
      page.on("request", (request) => requested.push(request.url()))
      await page.goto(`${app.origin}/signin`, { waitUntil: "networkidle" })
      await expect(page.getByRole("listitem")).toHaveCount(enabled.length)
      const favourites = ["GitHub", "Google"].filter((name) => enabled.includes(name.toLowerCase()))
      expect((await namesOn(page)).slice(0, favourites.length)).toEqual(favourites)
      await expect(searchField(page)).toHaveCount(enabled.length < 10 ? 0 : 1)
      const others = fixtureIds().filter((id) => !enabled.includes(id))
      const html = await page.content()
      const sprite = await page.request.get(`${app.origin}/provider-icons`)
      const icons = await sprite.text()
      expect(others.filter((id) => html.includes(`/signin/${id}"`) || icons.includes(`id="${id}"`))).toEqual(
        [],
      )
      expect(requested.filter((url) => !url.startsWith(app.origin))).toEqual([])
      await expectAccessible(page)
    } finally {
      await app.close()
    }
  })

test("a search field finds a provider by name or id among all providers, and shows the number of matches", async ({
  page,
  catalogueApp,
  console,
  context,
}) => {
  needsSearch()
  console.attach(context, catalogueApp.origin)
  const requested: string[] = []
  page.on("request", (request) => requested.push(request.url()))
  const total = fixtureIds().length
  await page.goto(`${catalogueApp.origin}/signin`, { waitUntil: "networkidle" })
  await expect(page.getByRole("listitem")).toHaveCount(total)
  expect(requested.filter((url) => !url.startsWith(catalogueApp.origin))).toEqual([])
  expect(
    requested.filter((url) => /provider-icons|\.svg/.test(url) && !url.includes("/icon")),
    "one request for all icons",
  ).toHaveLength(1)
  await expectAccessible(page)

  const [byName, byId] = await searchable(catalogueApp)
  await searchField(page).fill(byName.name)
  await expect(page.getByRole("status")).toHaveText(`1 of ${total} services`)
  await expect(signInButton(page, byName.name)).toBeVisible()
  await expect(signInButton(page, "GitHub")).toBeHidden()
  await searchField(page).fill(byId.id.toUpperCase())
  await expect(signInButton(page, byId.name)).toBeVisible()

  await searchField(page).fill("nothing is called this")
  await expect(page.getByRole("status")).toHaveText("No service has that name.")
  await expect(page.getByText("AUTH_"), "hints are for development").toHaveCount(0)
  await expect(page.getByRole("listitem")).toHaveCount(0)

  await searchField(page).press("Escape")
  await expect(page.getByRole("listitem")).toHaveCount(total)
  await expect(page.getByRole("status")).toBeHidden()
})

test("arrow keys move through the buttons, typing continues in the field, and Enter chooses the only match", async ({
  page,
  catalogueApp,
}) => {
  needsSearch()
  await page.route("https://github.com/**", (route) => route.fulfill({ body: "GitHub" }))
  await page.goto(`${catalogueApp.origin}/signin`)
  await hydrated(page)
  await searchField(page).focus()
  await page.keyboard.press("ArrowDown")
  await expect(signInButton(page, "GitHub")).toBeFocused()
  await page.keyboard.press("ArrowDown")
  await expect(signInButton(page, "Google")).toBeFocused()
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  await expect(searchField(page)).toBeFocused()

  await page.keyboard.press("ArrowDown")
  await page.keyboard.type("g")
  await expect(searchField(page)).toBeFocused()
  await expect(searchField(page)).toHaveValue("g")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status"), "Enter chooses none of several matches").toContainText(" of ")
  await page.keyboard.type("ithub")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/^https:\/\/github\.com\/login\/oauth\/authorize/)
})

test("the list on the accounts page has the same search", async ({ page, catalogueApp, context }) => {
  needsSearch()
  const [{ name }] = await searchable(catalogueApp)
  const records = new Records(catalogueApp.database)
  await enter(context, records, catalogueApp.origin)
  await page.goto(`${catalogueApp.origin}/dashboard/accounts`)
  await searchField(page).fill(name)
  await expect(page.getByRole("button", { name: `Link ${name}` })).toBeVisible()
  await expect(page.getByRole("button", { name: "Link Google" })).toBeHidden()
  await expectAccessible(page)
  await records.close()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("all buttons are shown, and no search field", async ({ page, catalogueApp }) => {
    await page.goto(`${catalogueApp.origin}/signin`)
    await expect(page.getByRole("listitem")).toHaveCount(fixtureIds().length)
    await expect(page.getByRole("listitem").last().getByRole("button")).toBeVisible()
    await expect(searchField(page)).toBeHidden()
  })
})

test("the last used provider comes first with a label, also after a sign-out", async ({
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
  expect((await namesOn(page))[0]).toContain(porticoId)
  await expect(signInButton(page, porticoId)).toHaveAccessibleDescription("Last used")

  const [cookie] = (await context.cookies(app.origin)).filter(({ name }) => name.startsWith("provider-"))
  expect(cookie).toMatchObject({ value: "oidc", httpOnly: true, sameSite: "Lax", path: "/" })
})

test("a failed sign-in does not change the last used provider", async ({ page, context, app }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  await expect(page.getByRole("alert").first()).toBeVisible()
  const cookies = await context.cookies(app.origin)
  expect(cookies.filter(({ name, value }) => name.startsWith("provider-") && value)).toEqual([])
})

test(
  "a cookie with a last used provider that is not enabled is ignored",
  { tag: "@malformed" },
  async ({ visitor, app }) => {
    const name = `provider-${new URL(app.origin).port}`
    const { text: plain } = await visitor.get("/signin")
    const listOf = (html: string) =>
      [...html.matchAll(/action="\/api\/auth\/signin\/([\w-]+)"/g)].map(([, id]) => id)
    for (const value of ["apple", "__proto__", "constructor", "%3Cb%3Ehacked", "a".repeat(4_000), ""]) {
      const { status, text } = await visitor.get("/signin", { headers: { cookie: `${name}=${value}` } })
      expect(status).toBe(200)
      expect(listOf(text)).toEqual(listOf(plain))
      expect(text).not.toContain("Last used")
      expect(text).not.toContain("hacked")
    }
  },
)
