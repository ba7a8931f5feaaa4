// Features that exist only under `next dev`.
import * as catalogue from "../../lib/auth/providers"
import type { Provider } from "../../lib/auth/providers/types"
import { choosePersona, chooseProvider, expect, hydrated, porticoId, test } from "../support/fixtures"
import { enter } from "../support/seed"

test("the sign-in page marks emulated providers", async ({ page }) => {
  await page.goto("/signin")
  const github = page.getByRole("button", { name: "Continue with GitHub" })
  await expect(github).toContainText("emulated")
  await expect(github).toHaveAccessibleDescription(/local identity server/)
})

test("an error carries a hint for the developer", async ({ page }) => {
  await page.goto("/signin")
  await chooseProvider(page, "oidc")
  await choosePersona(page, "deny")
  const alert = page.getByRole("alert").filter({ hasText: "access was declined" })
  await expect(alert).toContainText("For the developer")
  await expect(alert).toContainText("access_denied")
})

test("attributes that a browser extension writes into html and body are no error", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      document.documentElement.setAttribute("data-extension", "1")
      document.body?.setAttribute("cz-shortcut-listen", "true")
    })
  })
  await page.goto("/")
  await expect(page.locator("body[cz-shortcut-listen]")).toBeVisible()
  await expect(page.getByRole("button", { name: "Continue with GitHub" })).toBeVisible()
  await expect(page.getByText("1 Issue")).toBeHidden()
})

test("the dashboard names the next steps", async ({ page, context, app, records }) => {
  await enter(context, records, app.origin)
  await page.goto("/dashboard")
  await expect(page.getByRole("region", { name: "Next steps" })).toContainText("app/dashboard/page.tsx")
})

test("sign-in and sign-out work under the development server too", async ({ page, records }) => {
  await page.goto("/")
  await page.getByRole("button", { name: "Continue with GitHub" }).click()
  await choosePersona(page, "member")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Milo Brandt")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("button", { name: "Sign out" }).click()
  await expect(page).toHaveURL("/")
  expect(await records.count("Session")).toBe(0)
})

test("the setup page lists every provider, enabled ones first, and filters them while typing", async ({
  page,
}) => {
  await page.goto("/setup")
  const all = page.getByRole("main").getByRole("listitem")
  const found = page.getByRole("status")
  await expect(found).toHaveText(/^\d{3} providers$/)
  expect(await all.count()).toBe(Number.parseInt((await found.textContent()) ?? ""))
  await expect(all.first()).toContainText("emulated")
  await hydrated(page)
  await page.getByRole("searchbox", { name: "Find a provider" }).focus()
  await page.keyboard.type("disc gs")
  await expect(found).toHaveText(/^1 of/)
  await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  // The first request compiles the page.
  await page.waitForURL("/setup/discogs")
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Discogs")
})

test("a provider's page begins with what keeps an owner from the first sign-in", async ({ page }) => {
  const provider = Object.values<Provider>(catalogue).find(({ gates }) => gates)
  test.skip(!provider, "no provider of this checkout has a gate")
  const { id = "", gates = [] } = provider ?? {}
  await page.goto(`/setup/${id}`)
  const list = page.getByRole("list", { name: "Before you begin" })
  await expect(list.getByRole("listitem").first()).toContainText(gates[0] ?? "")
})

test("a search without a match links to the providers that need no code", async ({ page }) => {
  await page.goto("/setup?q=unknown")
  await expect(page.getByRole("status")).toHaveText(/^0 of/)
  await page.getByRole("link", { name: "oidc", exact: true }).click()
  await page.waitForURL("/setup/oidc")
  await expect(page.getByRole("heading", { level: 1 })).toContainText(porticoId)
})

test("a provider's page has the callback URL to copy, and checks the provider", async ({
  page,
  context,
  app,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await page.goto("/setup/oidc")
  const address = `${app.origin}/api/auth/oidc/callback`
  const copy = page.getByRole("button", { name: `Copy the address ${address}` })
  await hydrated(page)
  await copy.click()
  await expect(page.getByRole("button", { name: `Copied the address ${address}` })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)
  const checks = page.getByRole("region", { name: "Connection checks" })
  for (const name of ["discovery", "issuer", "keys", "host", "clock"])
    await expect(checks.getByRole("listitem").filter({ hasText: name }).first()).toContainText("ok: ")
  await checks.getByRole("button", { name: `Ask ${porticoId}` }).click()
  await expect(checks.getByRole("listitem").filter({ hasText: "credentials" })).toContainText("invalid_grant")
})

test("the setup pages contain no values of variables", async ({ visitor, app }) => {
  const secrets = Object.entries(app.variables).filter(([name]) => /_ID$|SECRET|_URL$/.test(name))
  expect(secrets.length).toBeGreaterThan(6)
  for (const path of ["/setup", ...app.servers.map(({ id }) => `/setup/${id}`)]) {
    const { status, text } = await visitor.get(path)
    expect(status).toBe(200)
    for (const [name, value] of secrets) expect(text, `${name} on ${path}`).not.toContain(value)
  }
  expect((await visitor.get("/setup/unknown")).status).toBe(404)
})

test("a response has a Server-Timing header", async ({ visitor }) => {
  const started = await visitor.post("/api/auth/signin/twitter-legacy")
  expect(started.headers["server-timing"]).toMatch(/^temporary;dur=[\d.]+, total;dur=[\d.]+$/)
  const { headers } = await visitor.get("/api/auth/session")
  expect(headers["server-timing"]).toMatch(/^total;dur=[\d.]+$/)
})
