// The pages for customers' identity providers. The fixture checks each page that stays open at the end for the rules of axe in light and
// dark, and for errors in the console.
import type { Messages } from "../../messages/en"
import { languages } from "../../messages/languages"
import { hydrated } from "../support/local-fixtures"
import { expectAccessible } from "../support/page-checks"
import { submitAction } from "../support/server-action"
import {
  addConnection,
  clientId,
  clientSecret,
  expect,
  fillIn,
  list,
  openConnection,
  proveDomain,
  administratorTest as test,
} from "./fixtures"

test("an administrator adds a connection after a test, and its page shows what to register", async ({
  page,
  app,
  records,
  provider,
}) => {
  await page.goto("/admin")
  await page.getByRole("link", { name: "Connections" }).click()
  await expect(page.getByText("No connections yet.")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Continue" }).click()
  await expect(page.getByLabel("Issuer")).toBeVisible()
  await expectAccessible(page)
  await fillIn(page, provider.origin)
  await page.getByRole("button", { name: "Test" }).click()
  const results = page.getByRole("region", { name: "Results" }).getByRole("listitem")
  await expect(results.filter({ hasText: "Discovery" })).toContainText("ok:")
  await expect(results.filter({ hasText: "Credentials" })).toContainText("accepted")
  await expectAccessible(page)
  expect(await records.db.connection.count()).toBe(0)

  await page.getByRole("button", { name: "Add the connection" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme")
  const [row] = await records.db.connection.findMany()
  expect(row).toMatchObject({ kind: "oidc", name: "Acme", clientId, enabled: false })
  const id = row?.id ?? ""
  await expect(page.getByText(`${app.origin}/api/auth/${id}/callback`)).toBeVisible()
  await expect(page.getByRole("region", { name: "Activity" })).toContainText("Sam Seed")

  await page.getByRole("region", { name: "Checks" }).getByRole("button", { name: "Check now" }).click()
  await expect(page.getByRole("region", { name: "Results" })).toContainText("accepted")
  await page.reload()
  await expect(page.getByRole("region", { name: "Checks" })).not.toContainText("Never")
  await expectAccessible(page)
})

test("a wrong secret is a failed check, with what to do", async ({ page, provider }) => {
  await fillIn(page, provider.origin, "not the secret")
  await page.getByRole("button", { name: "Test" }).click()
  const credentials = page.getByRole("region", { name: "Results" }).getByRole("listitem").last()
  await expect(credentials).toContainText("problem:")
  await expect(credentials).toContainText("Compare client id, secret and callback address")
})

test("a domain is proved by its TXT record", async ({ page, records, provider, names }) => {
  await addConnection(page, provider.origin)
  const domain = page.getByRole("textbox", { name: "Domain" })
  await domain.fill("not a domain")
  await page.getByRole("button", { name: "Add the domain" }).click()
  await expect(domain).toHaveAttribute("aria-invalid", "true")
  await expect(domain).toHaveValue("not a domain")
  await domain.fill("acme.example")
  await page.getByRole("button", { name: "Add the domain" }).click()
  await expect(page.getByText("_portico.acme.example", { exact: true })).toBeVisible()

  const check = page.getByRole("button", { name: "Check acme.example now" })
  const alert = page.getByRole("region", { name: "Domains" }).getByRole("alert")
  await check.click()
  await expect(alert).toContainText("not there yet")
  names.records.set("_portico.acme.example", ["portico=another"])
  await check.click()
  await expect(alert).toContainText("another value: portico=another")
  await expectAccessible(page)
  expect(await records.db.connectionDomain.count({ where: { provedAt: { not: null } } })).toBe(0)

  const value = (await page.getByText(/^portico=[\w-]{32}$/).textContent()) ?? ""
  names.records.set("_portico.acme.example", ["v=spf1 -all", value])
  await check.click()
  await expect(page.getByText("The domain is proved.")).toBeVisible()
  expect(await records.db.connectionDomain.count({ where: { provedAt: { not: null } } })).toBe(1)

  await page.getByRole("button", { name: "Remove acme.example" }).click()
  await expect(page.getByText("No domains yet.")).toBeVisible()
})

test("a connection is turned on and off, and each change is in Activity with who did it", async ({
  page,
  records,
  provider,
  names,
  administrator: { userId },
}) => {
  const id = await openConnection(page, { provider, names })
  await page.getByRole("button", { name: "Turn it off" }).click()
  await expect(page.getByText("The connection is off.")).toBeVisible()
  const rows = page.getByRole("region", { name: "Activity" }).getByRole("listitem")
  await expect(rows).toHaveText([
    /^Disabled the connection AcmeSam Seed/,
    /^Enabled the connection AcmeSam Seed/,
    /^Proved a domain of the connection AcmeSam Seed/,
    /^Added a domain to the connection AcmeSam Seed/,
    /^Added the connection AcmeSam Seed/,
  ])
  const stored = await records.query(`SELECT DISTINCT "actorId", "provider" FROM "Activity"`)
  expect(stored).toEqual([{ actorId: userId, provider: id }])
})

test("an error keeps the input, also in a hidden part of the form", async ({ page, records }) => {
  await fillIn(page, "http://acme.example")
  await page.getByText("More settings").click()
  await page.getByLabel("How the client authenticates").selectOption("client_secret_post")
  await page.getByLabel("Its domains sign in only through it").check()
  await page.getByRole("button", { name: "Add the connection" }).click()
  const issuer = page.getByLabel("Issuer")
  await expect(page.getByRole("alert").first()).toContainText("Nothing was saved")
  await expect(issuer).toHaveAccessibleDescription("The address must begin with https://.")
  await expect(issuer).toHaveValue("http://acme.example")
  await expect(page.getByLabel("Name")).toHaveValue("Acme")
  await expect(page.getByLabel("How the client authenticates")).toHaveValue("client_secret_post")
  await expect(page.getByLabel("Its domains sign in only through it")).toBeChecked()
  await expectAccessible(page)

  // The secret is used although its field is empty.
  await issuer.fill("https://acme.example")
  await page.getByRole("button", { name: "Add the connection" }).click()
  await expect(page.getByText("Stored, sealed, and never shown")).toBeVisible()
  const [row] = await records.db.connection.findMany()
  expect(row).toMatchObject({ onlyWay: true, settings: { token_auth: "client_secret_post" } })
})

test(
  "no page contains a secret that was entered",
  { tag: "@leak" },
  async ({ page, app, records, provider, administrator: { visitor } }) => {
    const texts: string[] = []
    // The browser keeps no body of a response that is followed by a redirect.
    await page.route(`${app.origin}/**`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      texts.push(await response.text())
      await route.fulfill({ response })
    })
    await fillIn(page, provider.origin)
    await page.getByText("More settings").click()
    await page
      .getByRole("textbox", { name: "Private key (optional)", exact: true })
      .fill("a-private-key-that-cannot-be-read")
    await page.getByRole("button", { name: "Test" }).click()
    await expect(page.getByRole("alert").first()).toBeVisible()
    await page.getByLabel("Client secret").fill(clientSecret)
    await page.getByRole("button", { name: "Test" }).click()
    await expect(page.getByRole("region", { name: "Results" })).toBeVisible()
    await page.getByRole("button", { name: "Add the connection" }).click()
    await page.waitForURL(/connection_added/)
    const { pathname } = new URL(page.url())
    await page.goto(`${pathname}/edit`)
    await expect(page.getByLabel("Client secret")).toHaveValue("")
    await page.getByLabel("Name").fill("Acme Two")
    await page.getByRole("button", { name: "Save" }).click()
    await page.waitForURL(/connection_saved/)
    for (const path of [list, pathname, `${pathname}/edit`]) texts.push((await visitor.get(path)).text)
    // Without JavaScript the state of the form is in its HTML.
    const path = `${list}/new?kind=oidc`
    const fields = { intent: "test", name: "Acme", clientSecret, "setting.issuer": provider.origin }
    const { text: html } = await submitAction(visitor, path, { form: "clientSecret", fields })
    expect(html).toContain('name="kept"')
    texts.push(html)
    expect(texts.some((text) => text.includes("kept"))).toBe(true)
    for (const text of texts) {
      expect(text).not.toContain(clientSecret)
      expect(text).not.toContain("a-private-key-that-cannot-be-read")
    }
    expect(await records.everything()).not.toContain(clientSecret)
  },
)

test("an edit keeps the stored secret, unless the address changes", async ({ page, records, provider }) => {
  const id = await addConnection(page, provider.origin)
  await page.getByRole("link", { name: "Edit the settings" }).click()
  await page.getByRole("button", { name: "Test" }).click()
  await expect(page.getByRole("region", { name: "Results" })).toContainText("accepted")
  await page.getByLabel("Issuer").fill("https://evil.example")
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByLabel("Client secret")).toHaveAccessibleDescription(/enter the secret again/)
  await expectAccessible(page)
  await page.getByLabel("Client secret").fill("another secret")
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("The connection is saved.")).toBeVisible()
  const stored = await records.db.connection.findUniqueOrThrow({ where: { id } })
  expect(stored.settings).toEqual({ issuer: "https://evil.example" })
})

for (const accounts of ["keep", "delete"] as const)
  test(`deleting a connection asks about its accounts: ${accounts}`, async ({
    page,
    records,
    provider,
    administrator: { userId },
  }) => {
    const id = await addConnection(page, provider.origin)
    await records.db.account.create({
      data: { userId, type: "oidc", provider: id, issuer: provider.origin, providerAccountId: "1" },
    })
    await page.reload()
    const dialog = page.getByRole("alertdialog", { name: "Delete Acme?" })
    await hydrated(page)
    await page.getByRole("button", { name: "Delete the connection" }).click()
    await expect(dialog).toContainText("1 account signs in with it.")
    await expectAccessible(page)
    await page.keyboard.press("Escape")
    await expect(dialog).toBeHidden()
    await page.getByRole("button", { name: "Delete the connection" }).press("Enter")
    if (accounts === "delete") await dialog.getByRole("radio", { name: "Delete them" }).check()
    await dialog.getByRole("button", { name: "Delete for good" }).press("Enter")
    await expect(page.getByText("The connection is deleted.")).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`${list}\\?`))
    expect(await records.db.connection.count()).toBe(0)
    expect(await records.db.account.count({ where: { provider: id } })).toBe(accounts === "keep" ? 1 : 0)
    expect(await records.count("User")).toBe(1)
  })

const all: Messages[] = Object.values(languages)

for (const { locale, language, connections: texts } of all)
  test(`the pages are in ${language} for a visitor who prefers it`, async ({
    administrator: { visitor },
  }) => {
    const preferring = { headers: { "accept-language": locale } }
    expect((await visitor.get(list, preferring)).text).toContain(texts.none)
    const { text } = await visitor.get(`${list}/new?kind=oauth2`, preferring)
    for (const label of [texts.form.settings.authorization, texts.form.clientSecret])
      expect(text).toContain(label)
  })

test("a kind of the catalogue asks for its own settings", async ({ page }) => {
  await page.goto(list)
  await page.getByLabel("Kind of provider").selectOption("okta")
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("Name").fill("Acme")
  await page.getByLabel("Client id").fill("portico")
  await page.getByRole("button", { name: "Add the connection" }).click()
  await expect(page.getByLabel("Issuer")).toHaveAccessibleDescription(/Please fill this in/)
  await page.getByLabel("Issuer").fill("https://acme.okta.com")
  await page.getByLabel("Client secret").fill("any secret")
  await page.getByRole("button", { name: "Add the connection" }).click()
  await expect(page.getByRole("region", { name: "Settings" })).toContainText("Okta")
})

for (const kind of ["", "unknown", "twitter-legacy", "__proto__"])
  test(
    `the form for the kind "${kind}" is not found`,
    { tag: "@malformed" },
    async ({ administrator: { visitor } }) => {
      expect((await visitor.get(`${list}/new?kind=${kind}`)).status).toBe(404)
    },
  )

test("the form is filled in and sent by keyboard", async ({ page, provider }) => {
  await page.goto(`${list}/new?kind=oidc`)
  await page.getByLabel("Name").focus()
  for (const text of ["Acme", provider.origin, clientId, clientSecret]) {
    await page.keyboard.type(text)
    await page.keyboard.press("Tab")
  }
  await page.keyboard.press("Tab")
  await expect(page.getByLabel("Its domains sign in only through it")).toBeFocused()
  await page.keyboard.press("Space")
  await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  await expect(page.getByLabel("How the client authenticates")).toBeVisible()
  await page.getByLabel("Name").press("Enter")
  await page.waitForURL(/connection_added/)
  await expect(page.getByRole("status").filter({ hasText: "The connection is added" })).toBeFocused()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a connection is tested, added, proved, turned on, edited and deleted", async ({
    page,
    provider,
    names,
  }) => {
    await fillIn(page, provider.origin)
    await page.getByRole("button", { name: "Test" }).click()
    await expect(page.getByRole("region", { name: "Results" })).toContainText("accepted")
    await expect(page.getByLabel("Issuer")).toHaveValue(provider.origin)
    expect(await page.content()).not.toContain(clientSecret)
    // The secret of the first submission is used.
    await page.getByRole("button", { name: "Add the connection" }).click()
    await page.waitForURL(/connection_added/)
    await proveDomain(page, names, "acme.example")
    await page.getByRole("button", { name: "Turn it on" }).click()
    await page.waitForURL(/done=connection_on/)
    await page.getByRole("link", { name: "Edit the settings" }).click()
    await page.getByLabel("Name").fill("Acme Two")
    await page.getByLabel("Its domains sign in only through it").check()
    await page.getByRole("button", { name: "Save" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Acme Two")
    await page.getByRole("region", { name: "Checks" }).getByRole("button", { name: "Check now" }).click()
    await expect(page.getByRole("region", { name: "Results" })).toContainText("accepted")
    await page.getByRole("radio", { name: "Delete them" }).check()
    await page.getByRole("checkbox", { name: "I want this connection to be deleted for good." }).check()
    await page.getByRole("button", { name: "Delete the connection" }).click()
    await expect(page.getByText("No connections yet.")).toBeVisible()
  })
})
